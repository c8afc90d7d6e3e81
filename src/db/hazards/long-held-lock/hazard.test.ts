import { testHazard } from '../../../../test/support/hazards.ts';

testHazard('long-held-lock', {
  fires: [
    [
      'BEGIN; ALTER TABLE t ADD c int; UPDATE t SET c = 1; COMMIT',
      'error UPDATE of t runs while nobody can read t, which ADD COLUMN locked earlier in the transaction.',
    ],
    // Nobody says BEGIN, but most tools run a file as one transaction.
    ['ALTER TABLE t ADD c int; UPDATE t SET c = 1', 'warning UPDATE of t runs'],
    [
      'BEGIN; ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT f; COMMIT',
      'error VALIDATE CONSTRAINT f runs while nobody can write to t, which ADD CONSTRAINT locked',
    ],
    [
      'BEGIN; LOCK TABLE t; CREATE TABLE n (a int); INSERT INTO n SELECT a FROM t; COMMIT',
      'INSERT … SELECT into n runs while nobody can read t, which LOCK TABLE locked',
    ],
    ['BEGIN; TRUNCATE t; DELETE FROM u WHERE a IS NULL; COMMIT', 'DELETE of u runs'],
  ],
  silent: [
    'BEGIN; UPDATE t SET c = 1; ALTER TABLE t ADD d int; COMMIT',
    'BEGIN; ALTER TABLE t ADD c int; UPDATE t SET c = 1 WHERE id = 7; COMMIT',
    'BEGIN; ALTER TABLE t ADD c int; INSERT INTO t VALUES (1); COMMIT',
    'CREATE TABLE t (a int); ALTER TABLE t ADD c int; UPDATE t SET c = 1',
    'ALTER TABLE t ADD c int; CREATE INDEX CONCURRENTLY i ON t (c); UPDATE t SET c = 1',
  ],
  fixed: [
    'BEGIN; ALTER TABLE t ADD c int; COMMIT; UPDATE t SET c = 1',
    ['UPDATE t SET c = 1', { given: 'ALTER TABLE t ADD c int' }],
  ],
});
