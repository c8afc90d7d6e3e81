import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deedOf } from './deed-of.ts';
import { isLone, type Deed } from './deed.ts';

const cases: readonly (readonly [sql: string, deed: Deed])[] = [
  ['CREATE TABLE t (id int)', { kind: 'ordinary' }],
  ['CREATE INDEX i ON t (id)', { kind: 'ordinary' }],
  [
    'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "I x" ON app.t (id)',
    { kind: 'create-index', table: '"app"."t"', index: '"app"."I x"' },
  ],
  ['CREATE INDEX CONCURRENTLY ON t (id)', { kind: 'create-index', table: '"t"', index: undefined }],
  ['DROP INDEX CONCURRENTLY IF EXISTS app.i', { kind: 'drop-index', index: '"app"."i"' }],
  ['DROP INDEX i', { kind: 'ordinary' }],
  ['REINDEX INDEX CONCURRENTLY i', { kind: 'reindex', scope: 'index', name: '"i"' }],
  ['REINDEX (CONCURRENTLY) TABLE a.t', { kind: 'reindex', scope: 'table', name: '"a"."t"' }],
  ['REINDEX (CONCURRENTLY false) TABLE a.t', { kind: 'ordinary' }],
  ['REINDEX SCHEMA app', { kind: 'reindex', scope: 'schema', name: 'app' }],
  [
    'ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY',
    { kind: 'detach', table: '"p"', partition: '"p1"' },
  ],
  ['ALTER TABLE p DETACH PARTITION p1', { kind: 'ordinary' }],
  ['VACUUM (FULL) a.t', { kind: 'repeatable', tables: ['"a"."t"'], exclusive: true }],
  ['VACUUM', { kind: 'repeatable', tables: [], exclusive: false }],
  ['ANALYZE t', { kind: 'ordinary' }],
  ['DO $$ BEGIN COMMIT; END $$', { kind: 'call' }],
  [
    'DO $b$\n-- trivet:backfill app."T.t".c\nBEGIN END $b$',
    { kind: 'backfill', table: 'app."T.t"', column: 'c' },
  ],
  ["ALTER SYSTEM SET work_mem = '8MB'", { kind: 'repeatable', tables: [], exclusive: false }],
  ['CREATE DATABASE d', { kind: 'create', object: 'database', name: 'd' }],
  ['DROP TABLESPACE "T"', { kind: 'drop', object: 'tablespace', name: 'T' }],
  ["ALTER TYPE mood ADD VALUE 'fine'", { kind: 'ordinary' }],
  ['BEGIN ISOLATION LEVEL SERIALIZABLE', { kind: 'begin' }],
  ['START TRANSACTION', { kind: 'begin' }],
  ['END', { kind: 'commit' }],
  ['COMMIT AND CHAIN', { kind: 'breaks-transaction' }],
  ['ROLLBACK', { kind: 'breaks-transaction' }],
  ['ROLLBACK TO s', { kind: 'ordinary' }],
  ["PREPARE TRANSACTION 'x'", { kind: 'breaks-transaction' }],
  ['SET search_path TO app', { kind: 'setting', name: 'search_path' }],
  ['SET LOCAL search_path TO app', { kind: 'ordinary' }],
  ['RESET ALL', { kind: 'setting', name: 'all' }],
  [
    "SELECT pg_catalog.set_config('search_path', '', false)",
    { kind: 'setting', name: 'search_path' },
  ],
  ['CALL p()', { kind: 'call' }],
  ['DO $$ BEGIN END $$', { kind: 'call' }],
  ['SELECT create_hypertable(t BY RANGE)', { kind: 'ordinary' }],
];

for (const [sql, deed] of cases) {
  test(sql, async () => assert.deepEqual(await deedOf(sql), deed));
}

test('what PostgreSQL refuses within a transaction is alone', () => {
  assert.equal(isLone({ kind: 'drop-index', index: 'i' }), true);
  assert.equal(isLone({ kind: 'ordinary' }), false);
});
