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
    `SELECT json_agg(json_build_array(c.oid::int8, quote_ident(n.nspname), quote_ident(c.relname),
       c.relkind, c.relfilenode::int8, null, 0)) AS relations
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
    `WITH held AS MATERIALIZED (
       SELECT relation AS oid, array_agg(mode) AS modes FROM pg_locks
       WHERE pid = pg_backend_pid() AND locktype = 'relation' AND granted
         AND (relation BETWEEN 16384 AND $1::float8::int8::oid OR relation = ANY ($4::float8[]::int8[]::oid[]))
       GROUP BY relation
       UNION ALL SELECT to_regclass(name)::oid, NULL FROM unnest($3::text[]) AS name
       UNION ALL SELECT indexrelid, NULL FROM pg_index, unnest($3::text[]) AS name WHERE indrelid = to_regclass(name)
     )
     SELECT json_agg(relation) AS relations FROM (
       SELECT json_build_array(h.oid::int8, c.relnamespace::regnamespace, quote_ident(c.relname), c.relkind,
         c.relfilenode::int8, h.modes, pg_stat_get_xact_numscans(h.oid)) AS relation
       FROM held h LEFT JOIN pg_class c ON c.oid = h.oid WHERE h.oid IS NOT NULL
       UNION ALL
       SELECT json_build_array(c.oid::int8, quote_ident(n.nspname), quote_ident(c.relname), c.relkind,
         c.relfilenode::int8, NULL, 0)
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.oid > $2::float8::int8::oid AND ${userSchema('n')} AND ${ofInterest}
     ) AS touched`,
    [transactionOid, stepOid, names, reborn],
  );
}

const ofInterest = `c.relkind IN ('r', 'p', 'm', 'f', 'v', 'i', 'I')`;

/** One value instead of many rows: there may be tens of thousands. */
async function unpacked(
  session: Session,
  sql: string,
  values: readonly unknown[],
): Promise<readonly SeenRelation[]> {
  const [row] = await session.query<{ relations: readonly Packed[] | null }>(sql, values);
  return (row?.relations ?? []).map(([oid, schema, name, kind, file, modes, scans]) => ({
    oid,
    schema: schema ?? '',
    name: name ?? '',
    kind: kind ?? '',
    file: file ?? 0,
    modes: modes ?? [],
    scans: scans ?? 0,
    gone: name === null,
  }));
}

type Packed = readonly [
  oid: number,
  schema: string | null,
  name: string | null,
  kind: string | null,
  file: number | null,
  modes: readonly string[] | null,
  scans: number | null,
];
