import { testHazard, sized } from '../../../../test/support/hazards.ts';

testHazard('data-loss', {
  fires: [
    ['DROP TABLE users', 'error DROP TABLE users removes the table with all its rows.'],
    ['DROP TABLE IF EXISTS a, "B" CASCADE; CREATE TABLE a (id int)', /TABLE a .*\n.*TABLE "B" /],
    [
      'ALTER TABLE public.users DROP COLUMN email',
      'removes public.users.email with all its values',
    ],
    ['TRUNCATE a, b CASCADE', 'error TRUNCATE deletes all rows of b, and those of all tables that'],
    ['DELETE FROM users', 'error DELETE without WHERE deletes all rows of users.'],
    ['DELETE FROM users WHERE true', 'DELETE without WHERE'],
    ['DROP SCHEMA old CASCADE', 'DROP SCHEMA old CASCADE removes the schema with all its tables'],
    ['DROP DATABASE shop', 'DROP DATABASE shop CASCADE'],
    ['DROP OWNED BY bob', 'removes all that the role owns'],
    ['DROP TYPE mood CASCADE', 'removes the type and every column that has it'],
    ['DROP EXTENSION hstore CASCADE', 'every column that has a type of it'],
    ['DO $$ BEGIN DROP TABLE users; END $$', 'DROP TABLE users'],
    [`DO $$ BEGIN IF true THEN EXECUTE 'DROP TABLE users'; END IF; END $$`, 'DROP TABLE users'],
    [
      'ALTER TABLE t ALTER c TYPE date',
      't.c goes from timestamptz to date, which rounds or cuts its values',
      { given: 'CREATE TABLE t (c timestamptz)' },
    ],
    [
      'ALTER TABLE t ALTER c TYPE numeric(10, 1)',
      'from numeric(10, 2) to numeric(10, 1)',
      { given: 'ALTER TABLE t ADD c numeric(10, 2)' },
    ],
    // An empty table is the only one with nothing to lose; a small one is not.
    ['DROP TABLE t', 'info DROP TABLE t', { sizeOf: sized({ t: [-1, 0] }) }],
    ['DROP TABLE t', 'error DROP TABLE t', { sizeOf: sized({ t: [12, 8192] }) }],
  ],
  silent: [
    'CREATE TABLE staging (id int); DROP TABLE staging',
    'CREATE TEMP TABLE staging AS SELECT 1; TRUNCATE staging; DELETE FROM staging',
    'CREATE TABLE a (id int); ALTER TABLE a RENAME TO b; DROP TABLE b',
    'DROP VIEW v',
    'DROP MATERIALIZED VIEW m',
    'DROP INDEX i',
    'DROP SCHEMA old',
    'DROP TYPE mood',
    'DELETE FROM users WHERE id = 1',
    'DELETE FROM users USING gone WHERE gone.id = users.id',
    'ALTER TABLE t DETACH PARTITION p',
    'ALTER TABLE t DROP CONSTRAINT c',
    ['ALTER TABLE t ALTER c TYPE timestamptz', { given: 'CREATE TABLE t (c date)' }],
    ['ALTER TABLE t ALTER c TYPE numeric(12, 2)', { given: 'CREATE TABLE t (c numeric(10, 2))' }],
    'ALTER TABLE t ALTER c TYPE date',
  ],
  fixed: [
    'ALTER TABLE users RENAME TO users_dropped',
    '-- trivet:allow data-loss it moved\nDROP TABLE users',
  ],
});
