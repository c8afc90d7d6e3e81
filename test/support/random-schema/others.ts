import type { Maker } from './piece.ts';

function one(phase: number, weight: number, slot: string, make: Maker['make'], base = 0): Maker {
  return { phase, weight, slots: [slot], make, base };
}

const schemas: readonly Maker[] = [
  one(1, 0, 'extra', () => 'CREATE SCHEMA extra', 0.97),
  one(
    2,
    1,
    '"Odd one"',
    (name, pick) => `CREATE SCHEMA ${name}${pick.maybe(0.5, ' AUTHORIZATION reader')}`,
  ),
];

const extensions: Maker = {
  phase: 3,
  weight: 7,
  base: 0.4,
  slots: ['pg_trgm', 'btree_gist', 'citext'],
  make: (name, pick) => `CREATE EXTENSION ${name} SCHEMA ${pick.of(['public', 'public', 'extra'])}`,
};

const foreign: readonly Maker[] = [
  one(
    31,
    3,
    'fdw1',
    (name, pick) => `CREATE FOREIGN DATA WRAPPER ${name}${pick.maybe(0.4, " OPTIONS (a 'b')")}`,
    0.4,
  ),
  one(
    32,
    3,
    'server1',
    (name, pick) =>
      `CREATE SERVER ${name}${pick.maybe(0.3, " TYPE 'x'")} FOREIGN DATA WRAPPER fdw1${pick.of(['', " OPTIONS (host 'h')", " OPTIONS (host 'g', port '1')"])}`,
    0.4,
  ),
  one(
    33,
    2,
    'mapping',
    (_name, pick) =>
      `CREATE USER MAPPING FOR ${pick.of(['reader', 'PUBLIC'])} SERVER server1 OPTIONS (password '${pick.of(['x', 'y'])}')`,
  ),
  one(
    34,
    3,
    'ft1',
    (name, pick) =>
      `CREATE FOREIGN TABLE ${name} (id int NOT NULL, a ${pick.of(['int', 'bigint'])}, b text) SERVER server1${pick.of(['', " OPTIONS (name 'n')"])}`,
  ),
];

const textSearch: readonly Maker[] = [
  one(
    17,
    2,
    'dict1',
    (name, pick) =>
      `CREATE TEXT SEARCH DICTIONARY ${name} (TEMPLATE = ${pick.of(['simple', 'simple, ACCEPT = false', 'snowball, LANGUAGE = english'])})`,
  ),
  one(
    18,
    2,
    'conf1',
    (name, pick) =>
      `CREATE TEXT SEARCH CONFIGURATION ${name} (${pick.of(['PARSER = default', 'COPY = pg_catalog.english'])})`,
  ),
  one(
    19,
    2,
    'conf1 mapping',
    (_name, pick) =>
      `ALTER TEXT SEARCH CONFIGURATION conf1 ${pick.of(['ADD', 'ALTER'])} MAPPING FOR ${pick.of(['word', 'asciiword, email'])} WITH ${pick.of(['dict1', 'simple', 'dict1, simple'])}`,
  ),
];

const replication: readonly Maker[] = [
  {
    phase: 94,
    weight: 5,
    slots: ['pub1', 'pub2'],
    make: (name, pick) =>
      `CREATE PUBLICATION ${name}${pick.of(['', ' FOR ALL TABLES', ' FOR TABLE t1', ' FOR TABLE t1, p1', ' FOR TABLE t1 (id, a)', ' FOR TABLE t1 WHERE (a > 1), t2', ' FOR TABLES IN SCHEMA extra', ' FOR TABLE t1, TABLES IN SCHEMA app'])}${pick.of(['', " WITH (publish = 'insert')", ' WITH (publish_via_partition_root = true)'])}`,
  },
  one(
    99,
    0.5,
    'sub1',
    (name, pick) =>
      `CREATE SUBSCRIPTION ${name} CONNECTION 'host=${pick.of(['x', 'y'])}' PUBLICATION a${pick.maybe(0.3, ', b')} WITH (connect = false, slot_name = NONE)`,
  ),
];

const events: readonly Maker[] = [
  one(
    16,
    1,
    'ef1',
    (name) =>
      `CREATE FUNCTION ${name}() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN NULL; END'`,
    0.2,
  ),
  one(
    98,
    1,
    'et1',
    (name, pick) =>
      `CREATE EVENT TRIGGER ${name} ON ${pick.of(['ddl_command_start', 'ddl_command_end', 'sql_drop'])} EXECUTE FUNCTION ef1()`,
  ),
];

const singular: readonly Maker[] = [
  one(
    4,
    3,
    'am1',
    (name) => `CREATE ACCESS METHOD ${name} TYPE TABLE HANDLER heap_tableam_handler`,
  ),
  one(
    5,
    1,
    'lang1',
    (name, pick) =>
      `CREATE ${pick.of(['', 'TRUSTED '])}LANGUAGE ${name} HANDLER plpgsql_call_handler`,
  ),
  one(
    27,
    1,
    'conversion1',
    (name, pick) =>
      `CREATE CONVERSION ${name} FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8${pick.maybe(0, '')}`,
  ),
  one(
    28,
    1,
    'family1',
    (name, pick) => `CREATE OPERATOR FAMILY ${name} USING ${pick.of(['btree', 'hash'])}`,
  ),
  one(
    49,
    1,
    'typed',
    (_name, pick) => `CREATE TABLE typed OF comp2${pick.maybe(0.4, ' (x NOT NULL)')}`,
  ),
];

export const otherMakers: readonly Maker[] = [
  ...schemas,
  extensions,
  ...foreign,
  ...textSearch,
  ...replication,
  ...events,
  ...singular,
];
