import { testHazard } from '../../../../test/support/hazards.ts';

testHazard('no-lock-timeout', {
  fires: [
    ['ALTER TABLE t ADD c int', 'info ADD COLUMN waits for its lock on t without a limit'],
    ["SET lock_timeout = '0'; ALTER TABLE t ADD c int", 'ADD COLUMN'],
    // Once for a migration is enough.
    [
      'ALTER TABLE t ADD c int; ALTER TABLE u ADD c int',
      /^info ADD COLUMN waits for its lock on t [^\n]*$/,
    ],
  ],
  silent: [
    'CREATE TABLE t (a int); ALTER TABLE t ADD c int',
    'CREATE INDEX CONCURRENTLY i ON t (a)',
    'SELECT 1',
    ['ALTER TABLE t ADD c int', { pedantic: false }],
  ],
  fixed: [
    "SET lock_timeout = '2s'; ALTER TABLE t ADD c int",
    "BEGIN; SET LOCAL lock_timeout TO '2s'; ALTER TABLE t ADD c int; COMMIT",
    "SELECT pg_catalog.set_config('lock_timeout', '2s', false); ALTER TABLE t ADD c int",
  ],
});
