import { testHazard } from '../../../../test/support/hazards.ts';

testHazard('transaction-control', {
  fires: [
    ['BEGIN; BEGIN; SELECT 1; COMMIT', 'warning BEGIN within a transaction begins nothing'],
    ['BEGIN; ALTER TABLE t ADD c int', 'error The migration ends within its transaction'],
    ['BEGIN', 'error The migration ends within its transaction'],
    [
      'ALTER TABLE t ADD c int; COMMIT',
      'warning COMMIT ends a transaction that this migration did not begin',
    ],
    ['BEGIN; SELECT 1; COMMIT; ROLLBACK', 'warning ROLLBACK ends a transaction'],
  ],
  silent: [
    'BEGIN; SAVEPOINT a; SELECT 1; RELEASE a; COMMIT',
    'BEGIN; SELECT 1; COMMIT; BEGIN; SELECT 1; COMMIT',
    'BEGIN; SELECT 1; ROLLBACK',
    'DO $$ BEGIN PERFORM 1; COMMIT; END $$',
  ],
  fixed: ['BEGIN; ALTER TABLE t ADD c int; COMMIT', 'ALTER TABLE t ADD c int'],
});
