import { testHazard } from '../../../../test/support/hazards.ts';

testHazard('breaks-clients', {
  fires: [
    [
      'ALTER TABLE users RENAME COLUMN a TO b',
      'warning Programs that use a of users fail once it becomes b.',
    ],
    ['ALTER TABLE users RENAME TO people', 'Programs that use users fail once it becomes people.'],
    ['ALTER SCHEMA a RENAME TO b', 'Programs that use a fail once it becomes b.'],
    ['ALTER VIEW v RENAME TO w', 'Programs that use v fail'],
    ['ALTER FUNCTION f(int) RENAME TO g', 'Programs that use f fail'],
    [
      "ALTER TYPE mood RENAME VALUE 'a' TO 'b'",
      "Programs that use 'a' of mood fail once it becomes 'b'.",
    ],
    ['ALTER TYPE pair RENAME ATTRIBUTE a TO b', 'Programs that use a of pair'],
    [
      'ALTER TABLE users SET SCHEMA app',
      'Programs that use users fail once it moves to the schema app.',
    ],
    [
      'ALTER TABLE users DROP COLUMN a',
      'warning Programs that still use users.a fail once it is dropped.',
    ],
    ['DROP TABLE users', 'the table users'],
    ['DROP VIEW v', 'the view v'],
    ['DROP FUNCTION f(int)', 'the function f'],
    ['ALTER TABLE users ALTER a TYPE bigint', 'meet another type, bigint.'],
    [
      'ALTER TABLE users ALTER a TYPE bigint',
      'meet another type, bigint instead of integer.',
      { given: 'CREATE TABLE users (a serial)' },
    ],
    ['ALTER TABLE users ALTER a DROP NOT NULL', 'info Programs that read users.a may find NULL'],
    ['ALTER TABLE users ADD a json', 'warning A json column has no equality'],
  ],
  silent: [
    'DROP VIEW v; CREATE VIEW v AS SELECT 1',
    'DROP FUNCTION f(int); CREATE FUNCTION f(bigint) RETURNS int LANGUAGE sql AS $$SELECT 1$$',
    'CREATE TABLE a (b int); ALTER TABLE a RENAME b TO c; ALTER TABLE a DROP COLUMN c',
    'ALTER TABLE users RENAME CONSTRAINT a TO b',
    'ALTER INDEX a RENAME TO b',
    'DROP INDEX CONCURRENTLY a',
    'ALTER TABLE users ADD a jsonb',
    'CREATE TABLE users (a json)',
    ['ALTER TABLE users ALTER a TYPE text', { given: 'CREATE TABLE users (a varchar(20))' }],
    'ALTER TABLE users ALTER a SET NOT NULL',
  ],
  fixed: [
    'ALTER TABLE users RENAME TO people; CREATE VIEW users AS SELECT * FROM people',
    'ALTER TABLE users ADD b int',
  ],
});
