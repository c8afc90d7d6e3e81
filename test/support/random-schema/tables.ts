import {
  addedColumns,
  type Maker,
  ordinary,
  parents,
  partitions,
  products,
  splitLast,
  tables,
} from './piece.ts';
import type { Pick } from './pick.ts';
import { anyExpression, anyValue } from './values.ts';

const ids = ['int', 'int', 'int', 'bigint', 'smallint'] as const;

/** Columns that most tables have, in most cases of the same types. */
function usualColumns(pick: Pick): string {
  const columns = [
    `id ${pick.of(ids)} NOT NULL`,
    ...(pick.chance(0.9) ? [`a ${pick.chance(0.8) ? 'int' : anyValue(pick).type}`] : []),
    ...(pick.chance(0.9)
      ? [`b ${pick.of(['text', 'text', 'varchar(20)', 'varchar(40)', 'd2', 'e1'])}`]
      : []),
    ...(pick.chance(0.6)
      ? [`at ${pick.of(['date', 'date', 'timestamptz'])}${pick.maybe(0.3, ' NOT NULL')}`]
      : []),
  ];
  return columns.join(', ');
}

const ordinaryTables: Maker = {
  phase: 40,
  weight: 0,
  base: 0.95,
  slots: ordinary,
  make: (table, pick) =>
    [
      `CREATE ${pick.maybe(0.08, 'UNLOGGED ')}TABLE ${table} (${usualColumns(pick)})`,
      table === 't1' ? '' : pick.maybe(0.1, ' INHERITS (t1)'),
      pick.maybe(0.05, ' PARTITION BY RANGE (id)'),
      pick.maybe(0.06, ' USING am1'),
      pick.maybe(0.12, ` WITH (fillfactor = ${pick.of([70, 90])}, autovacuum_enabled = off)`),
    ].join(''),
};

const partitionedTables: Maker = {
  phase: 41,
  weight: 0,
  base: 0.85,
  slots: parents,
  make: (table, pick) =>
    `CREATE TABLE ${table} (id int NOT NULL, a int${pick.maybe(0.2, ' NOT NULL')}, b text, at date) PARTITION BY ${
      pick.chance(0.9)
        ? table === 'p1'
          ? 'RANGE (id)'
          : 'LIST (a)'
        : pick.of(['HASH (id)', 'RANGE (at, id)'])
    }`,
};

/** Born as partitions, or by themselves to be attached. */
const partitionTables: Maker = {
  phase: 42,
  weight: 8,
  base: 0.5,
  slots: partitions,
  make: (table, pick) => {
    const below = pick.maybe(0.15, ' PARTITION BY RANGE (id)');
    return pick.chance(0.5)
      ? `CREATE TABLE ${table} PARTITION OF ${table.slice(0, 2)} ${bounds(table, pick)}${below}`
      : `CREATE TABLE ${table} (id int NOT NULL, a int, b text, at date)${below}`;
  },
};

function bounds(table: string, pick: Pick): string {
  if (pick.chance(0.1)) return 'DEFAULT';
  const place = 'abc'.indexOf(table.slice(2)) * 10;
  return table.startsWith('p1')
    ? `FOR VALUES FROM (${place}) TO (${pick.of([place + 5, place + 10])})`
    : `FOR VALUES IN (${place}, ${pick.of([place + 1, place + 2])})`;
}

/** Partitions of partitions. */
const subPartitions: Maker = {
  phase: 43,
  weight: 2,
  base: 0.2,
  slots: ['p1aa', 'p1ba', 'p1ca'],
  make: (table, pick) =>
    `CREATE TABLE ${table} PARTITION OF ${table.slice(0, 3)} ${pick.of(['DEFAULT', 'FOR VALUES FROM (0) TO (5)', 'FOR VALUES FROM (20) TO (24)'])}`,
};

/** Before the indexes are made, or after. */
function attachments(phase: number): Maker {
  return {
    phase,
    weight: 4,
    base: phase === 45 ? 0.6 : 0,
    slots: partitions,
    make: (table, pick) =>
      `ALTER TABLE ${table.slice(0, 2)} ATTACH PARTITION ${table} ${bounds(table, pick)}`,
  };
}

const inheritance: Maker = {
  phase: 44,
  weight: 2,
  slots: ['t2.t1', 't3.t1', 't3.t2', '"T 4".t3', 'extra.t5.t1'],
  make: (slot) => {
    const [child, parent] = splitLast(slot);
    return `ALTER TABLE ${child} INHERIT ${parent}`;
  },
};

const moreColumns: Maker = {
  phase: 46,
  weight: 24,
  base: 0.22,
  slots: products([...ordinary, ...parents, 'p1a'], addedColumns),
  make: (slot, pick) => {
    const [table, column] = splitLast(slot);
    return `ALTER TABLE ${pick.maybe(0.05, 'ONLY ')}${table} ADD COLUMN ${column} ${columnEnd(pick)}`;
  },
};

function columnEnd(pick: Pick): string {
  const notNull = pick.maybe(0.3, ' NOT NULL');
  const sort = pick.between(0, 9);
  if (sort === 0) return identity(pick);
  if (sort === 1)
    return `${pick.of(['text', 'int', 'bigint'])} GENERATED ALWAYS AS (${anyExpression(pick)}) ${pick.of(['STORED', 'STORED', 'VIRTUAL'])}`;
  if (sort === 2) return pick.of(['serial', 'bigserial', 'smallserial']);
  const { type, value } = anyValue(pick);
  return `${type}${pick.maybe(0.4, ` DEFAULT ${value}`)}${notNull}`;
}

function identity(pick: Pick): string {
  const options = pick.of([
    '',
    '',
    ' (START WITH 10)',
    ' (INCREMENT BY -1 CACHE 5)',
    ' (MINVALUE 0 MAXVALUE 99 CYCLE START 7)',
  ]);
  return `${pick.of(['int', 'bigint', 'smallint'])} GENERATED ${pick.of(['ALWAYS', 'BY DEFAULT'])} AS IDENTITY${options}`;
}

const alterations: Maker = {
  phase: 47,
  weight: 10,
  slots: products(tables, ['id', 'a', 'b', 'c', 'd']),
  make: (slot, pick) => {
    const [table, column] = splitLast(slot);
    const { value } = anyValue(pick);
    return `ALTER TABLE ${pick.maybe(0.2, 'ONLY ')}${table} ALTER COLUMN ${column} ${pick.of([
      `SET DEFAULT ${value}`,
      `SET DEFAULT ${value}`,
      'SET NOT NULL',
      'SET NOT NULL',
      'DROP NOT NULL',
      'SET STATISTICS 50',
      'SET (n_distinct = 5)',
      'SET STORAGE EXTERNAL',
      'SET COMPRESSION pglz',
      'ADD GENERATED ALWAYS AS IDENTITY',
    ])}`;
  },
};

const settings: Maker = {
  phase: 95,
  weight: 4,
  slots: tables,
  make: (table, pick) =>
    `ALTER TABLE ${table} ${pick.of([
      'REPLICA IDENTITY FULL',
      'REPLICA IDENTITY NOTHING',
      `REPLICA IDENTITY USING INDEX ${table.replaceAll('"', '').replace(' ', '_').replace(/^.*\./, '').toLowerCase()}_key`,
      `CLUSTER ON ${table.replaceAll('"', '').replace(' ', '_').replace(/^.*\./, '').toLowerCase()}_key`,
      'ENABLE ROW LEVEL SECURITY',
      'FORCE ROW LEVEL SECURITY',
      'SET (toast_tuple_target = 200)',
    ])}`,
};

export const tableMakers: readonly Maker[] = [
  ordinaryTables,
  partitionedTables,
  partitionTables,
  subPartitions,
  attachments(45),
  attachments(65),
  inheritance,
  moreColumns,
  alterations,
  settings,
];
