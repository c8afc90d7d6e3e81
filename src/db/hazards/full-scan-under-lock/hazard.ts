import { lockModes, type LockMode } from '../../step.ts';
import type { Act, NewConstraint } from '../acts/act.ts';
import { lastPart } from '../acts/names.ts';
import type { Concern, Hazard } from '../hazard.ts';
import { isProvenNotNull } from '../knowledge.ts';
import type { Scope } from '../scope.ts';

/** All rows are checked while others wait, although they could have been checked beside them. */
export const fullScanUnderLock: Hazard = {
  id: 'full-scan-under-lock',
  growsWithTable: true,
  judge: ({ acts }, scope) => acts.flatMap((act) => concernsOf(act, scope)),
  seen: ({ scanned, locks }) =>
    locks.flatMap(({ table, mode }) => (isStrong(mode) && scanned.includes(table) ? [table] : [])),
  unforeseen: (table) => ({
    subject: table,
    severity: 'error',
    title: `It reads all of ${table} while it keeps others from the table`,
    fix: 'Split it: first what only needs the lock, then what reads the rows.',
    table,
  }),
};

/** From SHARE on, a lock keeps out those who write. */
function isStrong(mode: LockMode): boolean {
  return lockModes.indexOf(mode) >= lockModes.indexOf('SHARE');
}

function concernsOf(act: Act, scope: Scope): readonly Concern[] {
  switch (act.kind) {
    case 'set not null':
      return isProvenNotNull(scope.knowledge, act.table, act.column)
        ? []
        : [notNull(act.table, act.column, scope)];
    case 'add constraint':
      return constraint(act.table, act.constraint, scope);
    case 'add column': {
      // Without a default the new column is NULL everywhere, which satisfies any foreign key.
      const { constraints, default: value } = act.column;
      const checked = constraints.filter(
        ({ type }) => type === 'check' || (type === 'foreign key' && value !== undefined),
      );
      return checked.flatMap((one) => constraint(act.table, one, scope));
    }
    case 'attach partition':
      return [attached(act.table, act.partition)];
    case 'constrain domain':
      return act.notValid ? [] : [domain(act.name)];
    default:
      return [];
  }
}

function notNull(table: string, column: string, { major }: Scope): Concern {
  const name = `${lastPart(table)}_${column}_not_null`.replaceAll('"', '');
  const proof =
    (major ?? 0) >= 18 ? `NOT NULL ${column} NOT VALID` : `CHECK (${column} IS NOT NULL) NOT VALID`;
  const rest =
    (major ?? 0) >= 18
      ? ''
      : `; then SET NOT NULL, which takes the constraint as its proof, and DROP CONSTRAINT ${name}`;
  return {
    subject: `${table}.${column}`,
    severity: 'error',
    title: `SET NOT NULL reads all of ${table} for a NULL in ${column}, while nobody can read the table`,
    fix: `ALTER TABLE ${table} ADD CONSTRAINT ${name} ${proof}; then, in a transaction of its own, ALTER TABLE ${table} VALIDATE CONSTRAINT ${name}${rest}.`,
    table,
    lock: 'ACCESS EXCLUSIVE',
  };
}

function constraint(table: string, one: NewConstraint, scope: Scope): readonly Concern[] {
  if (one.notValid) return [];
  if (one.type === 'not null') return one.columns.map((column) => notNull(table, column, scope));
  const isForeign = one.type === 'foreign key';
  if (!isForeign && one.type !== 'check') return [];
  const name = one.name ?? `the ${one.type} constraint`;
  const others = isForeign
    ? `nobody can write to it or to ${one.references ?? ''}`
    : 'nobody can read it';
  return [
    {
      subject: `${table} ${one.name ?? one.columns.join(' ')}`.trim(),
      severity: 'error',
      title: `Adding ${name} checks all rows of ${table}, while ${others}`,
      fix: `ALTER TABLE ${table} ADD CONSTRAINT ${one.name ?? '…'} ${isForeign ? 'FOREIGN KEY' : 'CHECK'} … NOT VALID; then, in a transaction of its own, ALTER TABLE ${table} VALIDATE CONSTRAINT ${one.name ?? '…'}.`,
      table,
      ...(one.references !== undefined && { others: [one.references] }),
      lock: isForeign ? 'SHARE ROW EXCLUSIVE' : 'ACCESS EXCLUSIVE',
    },
  ];
}

function attached(table: string, partition: string): Concern {
  return {
    subject: partition,
    severity: 'error',
    title: `ATTACH PARTITION checks all rows of ${partition} against its bounds, while nobody can read it`,
    doubt: 'unless a CHECK constraint on it already says the same',
    fix: `First ADD CONSTRAINT … CHECK (its bounds) NOT VALID on ${partition} and VALIDATE it; after ATTACH PARTITION to ${table}, drop it. A default partition is checked as well.`,
    table: partition,
    lock: 'ACCESS EXCLUSIVE',
  };
}

function domain(name: string): Concern {
  return {
    subject: name,
    severity: 'error',
    title: `A new constraint on the domain ${name} checks all rows of all tables that use it, while nobody can write to them`,
    fix: `ALTER DOMAIN ${name} ADD CONSTRAINT … CHECK (…) NOT VALID; then, in a transaction of its own, VALIDATE CONSTRAINT.`,
    table: name,
    lock: 'SHARE',
  };
}
