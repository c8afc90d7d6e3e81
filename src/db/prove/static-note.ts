import type { Session } from '../../postgres/session.ts';
import { deedOf } from '../deeds/deed-of.ts';
import type { Deed } from '../deeds/deed.ts';
import type { LockMode, Observation } from '../step.ts';

export interface StaticNote extends Pick<Observation, 'locks' | 'scanned'> {
  /** Relations that it may write anew, as the statement names them. */
  readonly relations: readonly string[];
}

/** What PostgreSQL's manual says of a statement that cannot run in a transaction. Asked for before it runs. */
export async function staticNote(session: Session, sql: string): Promise<StaticNote> {
  const deed = await deedOf(sql);
  const tables = await named(session, tablesOf(deed), deed.kind === 'drop-index' ? deed.index : '');
  return {
    locks: tables.map((table) => ({ table, mode: modeOf(deed) })),
    scanned: readers.has(deed.kind) ? tables : [],
    relations: deed.kind === 'reindex' && deed.name !== undefined ? [...tables, deed.name] : tables,
  };
}

function tablesOf(deed: Deed): readonly string[] {
  if (deed.kind === 'create-index' || deed.kind === 'detach' || deed.kind === 'backfill')
    return [deed.table];
  if (deed.kind === 'repeatable') return deed.tables;
  return deed.kind === 'reindex' && deed.name !== undefined ? [deed.name] : [];
}

/** Those that go through a table from end to end. */
const readers: ReadonlySet<Deed['kind']> = new Set<Deed['kind']>([
  'create-index',
  'reindex',
  'backfill',
]);

function modeOf(deed: Deed): LockMode {
  if (deed.kind === 'backfill') return 'ROW EXCLUSIVE';
  return deed.kind === 'repeatable' && deed.exclusive
    ? 'ACCESS EXCLUSIVE'
    : 'SHARE UPDATE EXCLUSIVE';
}

/** With their schemas; an index stands for its table. */
async function named(
  session: Session,
  relations: readonly string[],
  index: string,
): Promise<readonly string[]> {
  const rows = await session.query<{ name: string }>(
    `SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name
     FROM unnest($1::text[]) AS given
     LEFT JOIN pg_index i ON i.indexrelid = to_regclass(given)
     JOIN pg_class c ON c.oid = coalesce(i.indrelid, to_regclass(given))
     JOIN pg_namespace n ON n.oid = c.relnamespace`,
    [index === '' ? relations : [...relations, index]],
  );
  return rows.map(({ name }) => name);
}
