import { type Maker, ordinary, plain, products, splitLast, tables } from './piece.ts';
import type { Pick } from './pick.ts';
import { anyCondition, anyExpression } from './values.ts';

const timings = ['', '', '', ' DEFERRABLE', ' DEFERRABLE INITIALLY DEFERRED'] as const;

function name(table: string, end: string): string {
  return `${plain(table.replace('extra.', ''))}_${end}`;
}

const keys: Maker = {
  phase: 50,
  weight: 16,
  base: 0.65,
  slots: tables,
  make: (table, pick) => {
    const list = pick.chance(0.8) ? 'id' : pick.of(['id, a', 'a', 'a, id']);
    return `ALTER TABLE ${table} ADD CONSTRAINT ${name(table, 'key')} ${pick.of(['PRIMARY KEY', 'PRIMARY KEY', 'UNIQUE'])} (${list})${pick.maybe(0.1, ' INCLUDE (b)')}${pick.of(timings)}`;
  },
};

const uniques: Maker = {
  phase: 51,
  weight: 4,
  slots: tables,
  make: (table, pick) =>
    `ALTER TABLE ${table} ADD ${pick.maybe(0.5, `CONSTRAINT ${name(table, 'uq')} `)}UNIQUE ${pick.maybe(0.2, 'NULLS NOT DISTINCT ')}(${pick.of(['a', 'b', 'c', 'id, b', 'a, c'])})${pick.of(timings)}`,
};

const foreignKeys: Maker = {
  phase: 70,
  weight: 10,
  base: 0.12,
  slots: products(tables, ['fk', 'fk2']),
  make: (slot, pick) => {
    const [table, end] = splitLast(slot);
    const to = pick.of([...ordinary, 'p1', 'p1a']);
    const events = pick.of([
      '',
      '',
      ' ON DELETE CASCADE',
      ' ON UPDATE SET NULL',
      ' MATCH FULL',
      ' ON DELETE SET NULL (a)',
    ]);
    const valid = pick.maybe(0.1, ' NOT VALID');
    return `ALTER TABLE ${table} ADD CONSTRAINT ${name(table, end)} FOREIGN KEY (${pick.of(['id', 'a', 'a', 'c'])}) REFERENCES ${to} (id)${events}${pick.of(timings)}${valid}`;
  },
};

const checks: Maker = {
  phase: 55,
  weight: 8,
  base: 0.06,
  slots: products(tables, ['chk', 'chk2']),
  make: (slot, pick) => {
    const [table, end] = splitLast(slot);
    return `ALTER TABLE ${table} ADD CONSTRAINT ${name(table, end)} CHECK (${anyCondition(pick)})${pick.maybe(0.1, ' NO INHERIT')}${pick.maybe(0.15, ' NOT VALID')}`;
  },
};

const exclusions: Maker = {
  phase: 56,
  weight: 3,
  slots: ordinary,
  make: (table, pick) =>
    `ALTER TABLE ${table} ADD CONSTRAINT ${name(table, 'ex')} EXCLUDE USING ${pick.of(['gist (id WITH =)', 'gist (a WITH =, b WITH <>)', 'btree (id WITH =)', 'gist (int4range(id, id + a) WITH &&) WHERE (a > 0)'])}${pick.of(timings)}`,
};

const indexes: Maker = {
  phase: 60,
  weight: 18,
  base: 0.1,
  slots: products(tables, ['i1', 'i2', 'i3']),
  make: (slot, pick) => {
    const [table, end] = splitLast(slot);
    return `CREATE ${pick.maybe(0.15, 'UNIQUE ')}INDEX ${name(table, end)} ON ${pick.maybe(0.05, 'ONLY ')}${table} ${indexed(pick)}${pick.maybe(0.15, ' WITH (fillfactor = 80)')}${pick.maybe(0.2, ` WHERE ${anyCondition(pick)}`)}`;
  },
};

function indexed(pick: Pick): string {
  return pick.of([
    '(a)',
    '(b)',
    '(id)',
    '(c)',
    '(a DESC NULLS LAST, b)',
    '(c, d)',
    '(a) INCLUDE (b)',
    `((${anyExpression(pick)}))`,
    `(id, (${anyExpression(pick)}))`,
    'USING hash (b)',
    'USING brin (id)',
    'USING gin (b gin_trgm_ops)',
    'USING gin (c)',
    '(b COLLATE "C")',
    '(b COLLATE coll1)',
    '(b text_pattern_ops)',
    '(a class1)',
  ]);
}

const indexSettings: Maker = {
  phase: 67,
  weight: 2,
  slots: products(['p1', 'p2'], ['i1', 'i2']),
  make: (slot) => {
    const [table, end] = splitLast(slot);
    return `ALTER INDEX ${name(table, end)} ATTACH PARTITION ${name(`${table}a`, end)}`;
  },
};

const statistics: Maker = {
  phase: 61,
  weight: 4,
  slots: products(tables, ['st']),
  make: (slot, pick) =>
    `CREATE STATISTICS ${name(splitLast(slot)[0], 'st')}${pick.of(['', ' (ndistinct)', ' (mcv, dependencies)'])} ON ${pick.of(['a, b', 'id, a', 'c, d', 'lower(b), a'])} FROM ${splitLast(slot)[0]}`,
};

export const keyMakers: readonly Maker[] = [
  keys,
  uniques,
  foreignKeys,
  checks,
  exclusions,
  indexes,
  indexSettings,
  statistics,
];
