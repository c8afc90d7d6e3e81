import type { Act, AddConstraint, LockTable, NewConstraint } from '../acts/act.ts';
import { lastPart } from '../acts/names.ts';
import type { Concern, Hazard } from '../hazard.ts';
import type { Scope } from '../scope.ts';

/** Nobody can even read a table (or use an index) while something takes its time, or waits. */
export const exclusiveLock: Hazard = {
  id: 'exclusive-lock',
  growsWithTable: true,
  judge: ({ acts }, scope) => acts.flatMap((act) => concernsOf(act, scope)),
  seen: ({ locks }) =>
    locks.flatMap(({ table, mode }) => (mode === 'ACCESS EXCLUSIVE' ? [table] : [])),
};

function concernsOf(act: Act, scope: Scope): readonly Concern[] {
  switch (act.kind) {
    case 'add constraint':
      return builtIndex(act);
    case 'add column':
      return act.column.constraints.flatMap((constraint) =>
        builtIndex({ kind: 'add constraint', table: act.table, constraint }),
      );
    case 'drop':
      return act.what === 'index' && !act.concurrently ? [droppedIndex(act.name, scope)] : [];
    case 'detach partition':
      return act.concurrently ? [] : [detached(act.table, act.partition)];
    case 'maintain':
      return act.what === 'REFRESH MATERIALIZED VIEW' && act.name !== undefined && !act.concurrently
        ? [refreshed(act.name)]
        : [];
    case 'lock table':
      return locked(act, scope);
    default:
      return [];
  }
}

function builtIndex({ table, constraint }: AddConstraint): readonly Concern[] {
  const words = indexed[constraint.type];
  if (words === undefined || constraint.usingIndex !== undefined) return [];
  return [
    {
      subject: `${table} ${constraint.name ?? constraint.columns.join(' ')}`.trim(),
      severity: 'error',
      title: `ADD ${words} builds its index while nobody can read ${table}`,
      fix: gentleIndex(table, constraint, words),
      table,
      lock: 'ACCESS EXCLUSIVE',
    },
  ];
}

const indexed: Readonly<Partial<Record<NewConstraint['type'], string>>> = {
  unique: 'UNIQUE',
  'primary key': 'PRIMARY KEY',
  exclude: 'EXCLUDE',
};

function gentleIndex(table: string, { name, columns, type }: NewConstraint, words: string): string {
  if (type === 'exclude') {
    return 'There is no way to build it beside traffic: do it when nobody needs the table, or fill a new table that has it and switch.';
  }
  const own = lastPart(table).replaceAll('"', '');
  const plain = columns.map((column) => column.replaceAll('"', '')).join('_');
  const index = name ?? (type === 'unique' ? `${own}_${plain}_key` : `${own}_pkey`);
  return `CREATE UNIQUE INDEX CONCURRENTLY ${index} ON ${table} (${columns.join(', ')}); then ALTER TABLE ${table} ADD CONSTRAINT ${index} ${words} USING INDEX ${index}.`;
}

function droppedIndex(name: string, { knowledge }: Scope): Concern {
  const table = knowledge.indexes.get(lastPart(name));
  return {
    subject: name,
    severity: 'warning',
    title: `DROP INDEX ${name} waits for all queries on its table, and all others wait behind it`,
    fix: `DROP INDEX CONCURRENTLY ${name}, outside of a transaction.`,
    ...(table !== undefined && { table }),
    lock: 'ACCESS EXCLUSIVE',
  };
}

function detached(table: string, partition: string): Concern {
  return {
    subject: partition,
    severity: 'warning',
    title: `DETACH PARTITION waits for all queries on ${table}, and all others wait behind it`,
    fix: `ALTER TABLE ${table} DETACH PARTITION ${partition} CONCURRENTLY, outside of a transaction (not where there is a default partition).`,
    table,
    lock: 'ACCESS EXCLUSIVE',
  };
}

/** How long it is held does not depend on the table, and nothing needs to confirm it. */
function locked({ table, mode }: LockTable, { isNew }: Scope): readonly Concern[] {
  const isExclusive = mode === 'EXCLUSIVE' || mode === 'ACCESS EXCLUSIVE';
  if (!isExclusive || isNew(table)) return [];
  return [
    {
      subject: table,
      severity: 'warning',
      title: `LOCK TABLE keeps others from ${table} until the transaction ends`,
      fix: 'Take the weakest lock that will do, late, with a lock_timeout.',
      lock: mode,
    },
  ];
}

function refreshed(name: string): Concern {
  return {
    subject: name,
    severity: 'warning',
    title: `REFRESH MATERIALIZED VIEW keeps readers from ${name} while its query runs`,
    fix: `REFRESH MATERIALIZED VIEW CONCURRENTLY ${name}; it needs a unique index on the view.`,
    table: name,
    lock: 'ACCESS EXCLUSIVE',
  };
}
