import { userSchema } from '../../postgres/catalog/catalog-kind.ts';
import type { Session } from '../../postgres/session.ts';

/** A relation as a session sees it in the middle of a transaction. */
export interface SeenRelation {
  readonly oid: number;
  /** Qualified and quoted as SQL needs it. */
  readonly schema: string;
  readonly name: string;
  readonly kind: string;
  /** The file that holds its rows; another number after it was written anew. 0 where it has none. */
  readonly file: number;
  /** Locks that this session holds: `AccessExclusiveLock`. */
  readonly modes: readonly string[];
  readonly scans: number;
  /** It was locked, and is no more. */
  readonly gone: boolean;
}

export function relationName({ schema, name }: Pick<SeenRelation, 'schema' | 'name'>): string {
  return `${schema}.${name}`;
}

/** The relations of user schemas that are newer than `oid`; no locks and no scans. */
export async function relationsAfter(
  session: Session,
  oid: number,
): Promise<readonly SeenRelation[]> {
  return unpacked(
    session,
    `SELECT c.oid, quote_ident(n.nspname) AS schema, quote_ident(c.relname) AS name, c.relkind AS kind,
       c.relfilenode AS file, NULL AS modes, 0 AS scans
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.oid > $1::float8::int8::oid AND ${userSchema('n')} AND ${ofInterest}`,
    [oid],
  );
}

export interface Since {
  /** The newest relation when the transaction began. Locks of newer ones are of no interest: nobody else sees them. */
  readonly transactionOid: number;
  /** Except of these: made anew under the names of old ones. */
  readonly reborn: readonly number[];
  /** The newest relation when the step began. */
  readonly stepOid: number;
  /** Relations that may have changed with their indexes, where a step outside of transactions left no locks to go by. */
  readonly names: readonly string[];
}

/** Relations that the session has locked, and new ones: whatever a step has changed is among them. */
export async function touchedSince(
  session: Session,
  { transactionOid, stepOid, names, reborn }: Since,
): Promise<readonly SeenRelation[]> {
  return unpacked(
    session,
    `SELECT h.oid, quote_ident(n.nspname) AS schema, quote_ident(c.relname) AS name, c.relkind AS kind,
       c.relfilenode AS file, h.modes, pg_stat_get_xact_numscans(h.oid) AS scans
     FROM (
       SELECT relation AS oid, array_agg(mode) AS modes FROM pg_locks
       WHERE pid = pg_backend_pid() AND locktype = 'relation' AND granted
         AND (relation BETWEEN 16384 AND $1::float8::int8::oid OR relation = ANY ($4::float8[]::int8[]::oid[]))
       GROUP BY relation
       UNION ALL SELECT to_regclass(name)::oid, NULL FROM unnest($3::text[]) AS name
       UNION ALL SELECT indexrelid, NULL FROM pg_index, unnest($3::text[]) AS name WHERE indrelid = to_regclass(name)
     ) h
     LEFT JOIN pg_class c ON c.oid = h.oid
     LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE h.oid IS NOT NULL
     UNION ALL
     SELECT c.oid, quote_ident(n.nspname), quote_ident(c.relname), c.relkind, c.relfilenode, NULL, 0
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.oid > $2::float8::int8::oid AND ${userSchema('n')} AND ${ofInterest}`,
    [transactionOid, stepOid, names, reborn],
  );
}

const ofInterest = `c.relkind IN ('r', 'p', 'm', 'f', 'v', 'i', 'I')`;

/** A list for each column instead of many rows: there may be tens of thousands, and one of them at every step. */
async function unpacked(
  session: Session,
  sql: string,
  values: readonly unknown[],
): Promise<readonly SeenRelation[]> {
  const [lists] = await session.query<Packed>(
    `SELECT json_agg(oid::int8) AS oid, json_agg(schema) AS schema, json_agg(name) AS name, json_agg(kind) AS kind,
       json_agg(file::int8) AS file, json_agg(modes) AS modes, json_agg(scans) AS scans
     FROM (${sql}) AS relations`,
    values,
  );
  return (lists?.oid ?? []).map((oid, at) => ({
    oid,
    schema: lists?.schema?.[at] ?? '',
    name: lists?.name?.[at] ?? '',
    kind: lists?.kind?.[at] ?? '',
    file: lists?.file?.[at] ?? 0,
    modes: lists?.modes?.[at] ?? [],
    scans: lists?.scans?.[at] ?? 0,
    gone: (lists?.name?.[at] ?? null) === null,
  }));
}

/** NULL where there are no rows. */
interface Packed {
  readonly oid: readonly number[] | null;
  readonly schema: readonly (string | null)[] | null;
  readonly name: readonly (string | null)[] | null;
  readonly kind: readonly (string | null)[] | null;
  readonly file: readonly (number | null)[] | null;
  readonly modes: readonly (readonly string[] | null)[] | null;
  readonly scans: readonly (number | null)[] | null;
}
