import type { Act, LockTable, Maintain } from '../acts/act.ts';
import { lastPart } from '../acts/names.ts';
import type { Concern, Hazard } from '../hazard.ts';
import type { Scope } from '../scope.ts';

/** Everybody can read a table, but nobody can write to it, for as long as it takes to read all of it. */
export const blockedWrites: Hazard = {
  id: 'blocked-writes',
  growsWithTable: true,
  judge: ({ acts, sql }, scope) => acts.flatMap((act) => concernOf(act, sql, scope) ?? []),
  seen: ({ scanned, locks }) =>
    locks.flatMap(({ table, mode }) =>
      blocking.has(mode) && scanned.includes(table) ? [table] : [],
    ),
};

const blocking: ReadonlySet<string> = new Set(['SHARE', 'SHARE ROW EXCLUSIVE', 'EXCLUSIVE']);

function concernOf(act: Act, sql: string, scope: Scope): Concern | undefined {
  if (act.kind === 'lock table') return locked(act, scope);
  if (act.kind === 'maintain') return act.concurrently ? undefined : reindexed(act, scope);
  if (act.kind !== 'create index' || act.concurrently || act.only) return undefined;
  const { table, name } = act;
  return {
    subject: name ?? `an index on ${table}`,
    severity: 'error',
    title: `CREATE INDEX${name === undefined ? '' : ` ${name}`} keeps all who write from ${table} until it is built`,
    fix: `${concurrent(sql)}, outside of a transaction. (On a partitioned table: CREATE INDEX ON ONLY it, one CONCURRENTLY on each partition, and ATTACH PARTITION.)`,
    table,
    lock: 'SHARE',
  };
}

/** How long it is held does not depend on the table, and nothing needs to confirm it. */
function locked({ table, mode }: LockTable, { isNew }: Scope): Concern | undefined {
  const keepsWriters = mode === 'SHARE' || mode === 'SHARE ROW EXCLUSIVE';
  if (!keepsWriters || isNew(table)) return undefined;
  return {
    subject: table,
    severity: 'warning',
    title: `LOCK TABLE keeps all who write from ${table} until the transaction ends`,
    fix: 'Take the weakest lock that will do, late, with a lock_timeout.',
    lock: mode,
  };
}

function reindexed({ what, name }: Maintain, { knowledge }: Scope): Concern | undefined {
  if (what !== 'REINDEX') return undefined;
  const subject = name ?? 'the database';
  const table = name === undefined ? undefined : (knowledge.indexes.get(lastPart(name)) ?? name);
  return {
    subject,
    severity: 'error',
    title: `REINDEX of ${subject} keeps out all who write, and all whose queries could use the index`,
    fix: `REINDEX … CONCURRENTLY, outside of a transaction.`,
    ...(table !== undefined && { table }),
    lock: 'SHARE',
  };
}

/** The same statement, the gentle way. It may stand in a block of other statements. */
function concurrent(sql: string): string {
  const [, unique = '', rest] = /^create\s+(unique\s+)?index\b\s*(.*)$/is.exec(sql) ?? [];
  // Put on one line, a comment would swallow what follows it.
  const isLong = rest === undefined || rest.length > SHOWN_MAX || rest.includes('--');
  const shown = isLong ? '…' : rest.replaceAll(/\s+/g, ' ');
  return `CREATE ${unique.trim().toUpperCase()} INDEX CONCURRENTLY ${shown}`.replaceAll(
    / {2,}/g,
    ' ',
  );
}

const SHOWN_MAX = 200;
