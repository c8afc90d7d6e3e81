import { testHazard } from '../../../../test/support/hazards.ts';

testHazard('not-repeatable', {
  fires: [
    [
      'CREATE INDEX CONCURRENTLY i ON t (a)',
      'info It is not in a transaction, and without IF NOT EXISTS',
    ],
    ['DROP INDEX CONCURRENTLY i', 'without IF EXISTS it fails'],
    [
      'ALTER TABLE t ADD c int; CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a)',
      /^info .*IF NOT EXISTS/,
    ],
  ],
  silent: [
    'CREATE TABLE t (a bigint)',
    'BEGIN; ALTER TABLE t DROP COLUMN c; COMMIT',
    ['CREATE INDEX CONCURRENTLY i ON t (a)', { pedantic: false }],
  ],
  fixed: [
    'DROP INDEX CONCURRENTLY IF EXISTS i; CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a)',
  ],
});
