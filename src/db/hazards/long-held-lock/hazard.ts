import type { Act } from '../acts/act.ts';
import { type HeldLock, lockOf } from '../acts/locks.ts';
import type { Concern, Hazard } from '../hazard.ts';
import type { Scope } from '../scope.ts';

/** A transaction has locked a table for a moment's work, and goes on with something that takes long. */
export const longHeldLock: Hazard = {
  id: 'long-held-lock',
  growsWithTable: true,
  judge({ acts }, scope) {
    if (scope.transaction === 'none') return [];
    const long = acts.flatMap((act) => longWork(act, scope) ?? [])[0];
    if (long === undefined) return [];
    const held = strongest(scope);
    return held === undefined ? [] : [concern(long, held, scope)];
  },
};

interface LongWork {
  readonly words: string;
  readonly table: string;
}

function longWork(act: Act, { isNew }: Scope): LongWork | undefined {
  if (act.kind === 'validate constraint') {
    return { words: `VALIDATE CONSTRAINT ${act.name}`, table: act.table };
  }
  // It reads other tables, whatever it fills.
  if (act.kind === 'insert' && act.fromQuery) {
    return { words: `INSERT … SELECT into ${act.table}`, table: act.table };
  }
  const isMany = (act.kind === 'update' || act.kind === 'delete') && act.rows !== 'some';
  if (!isMany || isNew(act.table)) return undefined;
  return { words: `${act.kind.toUpperCase()} of ${act.table}`, table: act.table };
}

function strongest({ before, isNew }: Scope): HeldLock | undefined {
  const locks = before()
    .flatMap((act) => lockOf(act) ?? [])
    .filter(({ table }) => !isNew(table));
  return locks.find(({ mode }) => mode === 'ACCESS EXCLUSIVE') ?? locks[0];
}

function concern({ words }: LongWork, held: HeldLock, { transaction }: Scope): Concern {
  const who = held.mode === 'ACCESS EXCLUSIVE' ? 'read' : 'write to';
  return {
    subject: words,
    severity: 'error',
    title: `${words} runs while nobody can ${who} ${held.table}, which ${held.by} locked earlier in the transaction`,
    ...(transaction === 'assumed' && { doubt: 'where the file runs as one transaction' }),
    fix: 'End the transaction before it: change the schema in one migration and the rows in the next, in batches.',
    table: held.table,
    lock: held.mode,
  };
}
