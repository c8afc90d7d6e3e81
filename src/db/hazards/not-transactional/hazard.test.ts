import { testHazard } from '../../../../test/support/hazards.ts';

testHazard('not-transactional', {
  fires: [
    [
      'BEGIN; CREATE INDEX CONCURRENTLY i ON t (a); COMMIT',
      'error CREATE INDEX CONCURRENTLY fails in a transaction, and one is open here.',
    ],
    ['BEGIN; DROP INDEX CONCURRENTLY i; COMMIT', 'error DROP INDEX CONCURRENTLY'],
    ['BEGIN; REINDEX (CONCURRENTLY) INDEX i; COMMIT', 'error REINDEX CONCURRENTLY'],
    ['BEGIN; REINDEX SCHEMA s; COMMIT', 'error REINDEX of a whole schema'],
    [
      'BEGIN; ALTER TABLE t DETACH PARTITION p CONCURRENTLY; COMMIT',
      'error DETACH PARTITION CONCURRENTLY',
    ],
    ['START TRANSACTION; VACUUM t; COMMIT', 'error VACUUM'],
    ["BEGIN; ALTER SYSTEM SET work_mem = '1GB'; COMMIT", 'error ALTER SYSTEM'],
    ['BEGIN; CREATE DATABASE d; COMMIT', 'error CREATE DATABASE'],
    [
      "BEGIN; CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p; COMMIT",
      'error CREATE SUBSCRIPTION',
    ],
    [
      'ALTER TABLE t ADD a int; CREATE INDEX CONCURRENTLY i ON t (a)',
      'warning CREATE INDEX CONCURRENTLY cannot run in a transaction with the other statements',
    ],
  ],
  silent: [
    "BEGIN; CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (connect = false); COMMIT",
    'BEGIN; REINDEX INDEX i; ANALYZE t; CLUSTER t; COMMIT',
    "BEGIN; ALTER TYPE mood ADD VALUE 'x'; COMMIT",
    "SET lock_timeout = '1s'; CREATE INDEX CONCURRENTLY i ON t (a)",
  ],
  fixed: ['CREATE INDEX CONCURRENTLY i ON t (a)'],
});
