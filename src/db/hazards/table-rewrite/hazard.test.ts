import { testHazard, sized } from '../../../../test/support/hazards.ts';

testHazard('table-rewrite', {
  fires: [
    [
      'ALTER TABLE t ADD c uuid DEFAULT gen_random_uuid()',
      'error The default gen_random_uuid() is computed',
    ],
    ['ALTER TABLE t ADD c timestamptz DEFAULT clock_timestamp()', 'clock_timestamp()'],
    ["ALTER TABLE t ADD c bigint DEFAULT nextval('s')", 'nextval()'],
    [
      'ALTER TABLE t ADD c text DEFAULT code()',
      'warning The default code() is computed for every row of t, so the whole table is written anew, unless code() is STABLE or IMMUTABLE.',
    ],
    [
      'ALTER TABLE t ADD c int DEFAULT code()',
      'error The default code()',
      { given: 'CREATE FUNCTION code() RETURNS int LANGUAGE plpgsql AS $$BEGIN RETURN 1; END$$' },
    ],
    ['ALTER TABLE t ADD c serial', 'error Column c numbers the rows of t'],
    ['ALTER TABLE t ADD c bigint GENERATED ALWAYS AS IDENTITY', 'Column c numbers'],
    [
      'ALTER TABLE t ADD c int GENERATED ALWAYS AS (a + 1) STORED',
      'error The stored generated column c',
    ],
    ['ALTER TABLE t ALTER c SET EXPRESSION AS (a + 2)', 'warning A new expression'],
    [
      'ALTER TABLE t ALTER c TYPE bigint',
      'warning The type of t.c becomes bigint, so the whole table is written anew, unless it only',
    ],
    [
      'ALTER TABLE t ALTER c TYPE bigint',
      'error The type of t.c',
      { given: 'CREATE TABLE t (c serial)' },
    ],
    ['ALTER TABLE t ALTER c TYPE int USING c::int', 'error The type of t.c becomes integer'],
    [
      'ALTER TABLE t ALTER c TYPE varchar(10)',
      'error The type of t.c becomes varchar(10)',
      { given: 'CREATE TABLE t (c varchar(20))' },
    ],
    [
      'ALTER TABLE t ALTER c TYPE timestamptz',
      "warning The type of t.c becomes timestamptz, so the whole table is written anew, unless the session's time zone is UTC.",
      { given: 'CREATE TABLE t (c timestamp)' },
    ],
    ['ALTER TABLE t SET UNLOGGED', 'error SET UNLOGGED writes t'],
    ['ALTER TABLE t SET TABLESPACE fast', 'SET TABLESPACE writes t'],
    ['ALTER TABLE ALL IN TABLESPACE a SET TABLESPACE b', 'SET TABLESPACE writes all in a'],
    ['VACUUM FULL t', 'error VACUUM FULL writes t'],
    ['VACUUM (FULL)', 'VACUUM FULL writes every table'],
    ['CLUSTER t USING i', 'CLUSTER writes t'],
    ['ALTER TABLE t ADD c serial', 'info Column c', { sizeOf: sized({ t: [9_999, 2 ** 40] }) }],
    [
      'ALTER TABLE t ADD c serial',
      'info Column c',
      { sizeOf: sized({ t: [-1, 8 * 2 ** 20 - 1] }) },
    ],
    [
      'ALTER TABLE t ADD c serial',
      'error Column c',
      { sizeOf: sized({ t: [10_000, 8 * 2 ** 20] }) },
    ],
  ],
  silent: [
    'ALTER TABLE t ADD c int',
    'ALTER TABLE t ADD c int NOT NULL DEFAULT 1',
    "ALTER TABLE t ADD c text DEFAULT lower('A') || 'b'",
    'ALTER TABLE t ADD c timestamptz DEFAULT now()',
    'ALTER TABLE t ADD c date DEFAULT current_date',
    'ALTER TABLE t ADD c int GENERATED ALWAYS AS (a + 1) VIRTUAL',
    [
      'ALTER TABLE t ADD c int DEFAULT code()',
      { given: 'CREATE FUNCTION code() RETURNS int LANGUAGE sql STABLE AS $$SELECT 1$$' },
    ],
    ['ALTER TABLE t ALTER c TYPE varchar(40)', { given: 'CREATE TABLE t (c varchar(20))' }],
    ['ALTER TABLE t ALTER c TYPE text USING c', { given: 'CREATE TABLE t (c varchar(20))' }],
    [
      'ALTER TABLE u ALTER d TYPE text',
      {
        given: 'CREATE TABLE t (c varchar); ALTER TABLE t RENAME c TO d; ALTER TABLE t RENAME TO u',
      },
    ],
    [
      "SET timezone = 'UTC'; ALTER TABLE t ALTER c TYPE timestamptz",
      { given: 'CREATE TABLE t (c timestamp)' },
    ],
    'CREATE TABLE t (id int); ALTER TABLE t ADD c serial, ALTER id TYPE bigint',
    'VACUUM t',
    'VACUUM (FULL false) t',
    'ALTER INDEX i SET TABLESPACE fast',
  ],
  fixed: [
    'ALTER TABLE t ADD c uuid; ALTER TABLE t ALTER c SET DEFAULT gen_random_uuid()',
    'ALTER TABLE t ADD c_new bigint',
  ],
});
