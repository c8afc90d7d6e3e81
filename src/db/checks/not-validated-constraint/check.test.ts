import { testCheck } from '../../../../test/support/checks.ts';
import { notValidatedConstraint } from './check.ts';

testCheck(notValidatedConstraint, {
  fires: [
    {
      name: 'a CHECK',
      sql: 'CREATE TABLE t (a int); INSERT INTO t SELECT generate_series(1, 1234); ANALYZE t; ALTER TABLE t ADD CONSTRAINT positive CHECK (a > 0) NOT VALID',
      expected:
        /^info positive on public\.t \(a CHECK\) was never held against the 1,234 rows that were there before$/m,
      subjects: ['constraint positive on public.t'],
    },
    {
      name: 'a foreign key',
      sql: 'CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p_id int); ALTER TABLE c ADD CONSTRAINT c_fk FOREIGN KEY (p_id) REFERENCES p NOT VALID',
      subjects: ['constraint c_fk on public.c'],
    },
    {
      name: 'a partitioned table, once',
      sql: 'CREATE TABLE t (a int) PARTITION BY RANGE (a); CREATE TABLE t1 PARTITION OF t DEFAULT; ALTER TABLE t ADD CONSTRAINT positive CHECK (a > 0) NOT VALID',
      subjects: ['constraint positive on public.t'],
    },
    {
      name: 'NOT NULL',
      sinceMajor: 18,
      sql: 'CREATE TABLE t (a int); ALTER TABLE t ADD CONSTRAINT filled NOT NULL a NOT VALID',
      expected: /\(NOT NULL\)/,
      subjects: ['constraint filled on public.t'],
    },
  ],
  silent: [
    { name: 'valid from the start', sql: 'CREATE TABLE t (a int CHECK (a > 0) NOT NULL)' },
    {
      name: 'validated since',
      sql: 'CREATE TABLE t (a int); ALTER TABLE t ADD CONSTRAINT positive CHECK (a > 0) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT positive',
    },
    {
      name: 'not enforced, on purpose',
      sinceMajor: 18,
      sql: 'CREATE TABLE t (a int, CONSTRAINT positive CHECK (a > 0) NOT ENFORCED)',
    },
    {
      name: 'our own schema',
      sql: 'CREATE SCHEMA trivet; CREATE TABLE trivet.t (a int); ALTER TABLE trivet.t ADD CHECK (a > 0) NOT VALID',
    },
  ],
});
