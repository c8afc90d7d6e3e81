import type { Maker } from './piece.ts';

const labels = [
  ['one', 'two', 'three'],
  ['one', 'two'],
  ['zero', 'one', 'two', 'three'],
  ['one', 'three'],
  ['one', 'it is', 'two'],
] as const;

const enums: Maker = {
  phase: 20,
  weight: 10,
  base: 0.9,
  slots: ['e1', 'extra.e2'],
  make: (name, pick) =>
    `CREATE TYPE ${name} AS ENUM (${(name === 'e1' ? pick.of(labels) : pick.of([['a', 'b'], ['a'], ['b', 'a', 'c']])).map((label) => `'${label}'`).join(', ')})`,
};

const composites: Maker = {
  phase: 22,
  weight: 6,
  base: 0.6,
  slots: ['comp1', 'comp2'],
  make: (name, pick) =>
    name === 'comp1'
      ? `CREATE TYPE comp1 AS (x ${pick.of(['int', 'int', 'bigint', 'd1'])}, y ${pick.of(['text', 'text', 'e1', 'varchar(9)'])}${pick.maybe(0.2, ', z date')})`
      : `CREATE TYPE comp2 AS (id int, x int, y ${pick.of(['text', 'varchar(20)'])}, z date)`,
};

const domains: Maker = {
  phase: 21,
  weight: 10,
  base: 0.85,
  slots: ['d1', 'd2'],
  make: (name, pick) =>
    name === 'd1'
      ? `CREATE DOMAIN d1 AS ${pick.of(['int', 'int', 'bigint'])}${pick.maybe(0.3, ` DEFAULT ${pick.between(1, 3)}`)}${pick.maybe(0.2, ' NOT NULL')}${pick.maybe(0.5, ` CONSTRAINT d1_positive CHECK (value > ${pick.of([0, -1])})`)}${pick.maybe(0.2, ' CONSTRAINT d1_f CHECK (f3(value::int))')}`
      : `CREATE DOMAIN d2 AS ${pick.of(['text', 'text', 'varchar(30)', 'text COLLATE "C"'])}${pick.maybe(0.4, " CHECK (value <> 'bad')")}${pick.maybe(0.2, ' CONSTRAINT d2_short CHECK (length(value) < 40)')}`,
};

const ranges: Maker = {
  phase: 23,
  weight: 3,
  slots: ['rng1'],
  make: (name, pick) =>
    `CREATE TYPE ${name} AS RANGE (SUBTYPE = ${pick.of(['int', 'float8', 'date'])}${pick.maybe(0.2, ', MULTIRANGE_TYPE_NAME = rng1_many')})`,
};

const sequences: Maker = {
  phase: 30,
  weight: 8,
  base: 0.6,
  slots: ['s1', 's2', 'extra.s3'],
  make: (name, pick) =>
    `CREATE SEQUENCE ${name}${pick.of(['', ' AS int', ' AS smallint'])}${pick.of(['', '', ' INCREMENT BY 10', ' START 5 CACHE 3', ' MINVALUE -5 CYCLE', ' INCREMENT BY -1'])}`,
};

const sequenceOwners: Maker = {
  phase: 48,
  weight: 4,
  slots: ['s1', 's2', 'extra.s3'],
  make: (name, pick) =>
    `ALTER SEQUENCE ${name} OWNED BY ${name.startsWith('extra.') ? 'extra.t5' : pick.of(['t1', 't2', 'p1'])}.${pick.of(['id', 'a', 'c', 'd'])}`,
};

const collations: Maker = {
  phase: 10,
  weight: 3,
  slots: ['coll1'],
  make: (name, pick) =>
    `CREATE COLLATION ${name} ${pick.of(['FROM "C"', "(PROVIDER = icu, LOCALE = 'de')", "(PROVIDER = icu, LOCALE = 'und', DETERMINISTIC = false)"])}`,
};

/** Made of the functions of `text`, in the order that the server asks for. */
const baseTypes: readonly Maker[] = [
  [11, 'CREATE TYPE base1'],
  [
    12,
    "CREATE FUNCTION base1_in(cstring) RETURNS base1 LANGUAGE internal IMMUTABLE STRICT AS 'textin'",
  ],
  [
    13,
    "CREATE FUNCTION base1_out(base1) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout'",
  ],
].map(([phase, sql]): Maker => ({
  phase: Number(phase),
  weight: 1.5,
  slots: ['base1'],
  make: () => String(sql),
}));

const baseType: Maker = {
  phase: 14,
  weight: 2,
  slots: ['base1'],
  make: (name, pick) =>
    `CREATE TYPE ${name} (INPUT = base1_in, OUTPUT = base1_out${pick.of(['', ", CATEGORY = 'S'", ', STORAGE = extended'])})`,
};

export const typeMakers: readonly Maker[] = [
  enums,
  composites,
  domains,
  ranges,
  sequences,
  sequenceOwners,
  collations,
  ...baseTypes,
  baseType,
];
