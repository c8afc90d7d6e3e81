import { testCheck } from '../../../../test/support/checks.ts';
import { noPrimaryKey } from './check.ts';

testCheck(noPrimaryKey, {
  fires: [
    {
      name: 'no key at all',
      sql: 'CREATE TABLE t (a int); INSERT INTO t SELECT generate_series(1, 100); ANALYZE t',
      expected: /^info public\.t has no primary key: 100 rows, of which 0 were changed/m,
      subjects: ['public.t'],
    },
    {
      name: 'rows that are changed one by one',
      sql: 'CREATE TABLE t (a int); INSERT INTO t SELECT generate_series(1, 2000); UPDATE t SET a = a + 1',
      expected: /^warning public\.t .* 2,000 were changed/m,
      subjects: ['public.t'],
    },
    {
      name: 'a unique index that could be it',
      sql: 'CREATE TABLE t (a int NOT NULL); CREATE UNIQUE INDEX t_a ON t (a)',
      subjects: ['public.t'],
    },
    {
      name: 'a unique index on a column that may be empty',
      sql: 'CREATE TABLE t (a int); CREATE UNIQUE INDEX t_a ON t (a)',
      subjects: ['public.t'],
    },
    {
      name: 'a unique constraint',
      sql: 'CREATE TABLE t (a int NOT NULL UNIQUE)',
      subjects: ['public.t'],
    },
    {
      name: 'a partitioned table, once',
      sql: 'CREATE TABLE t (a int) PARTITION BY LIST (a); CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1); CREATE TABLE t2 PARTITION OF t DEFAULT; INSERT INTO t SELECT i % 2 FROM generate_series(1, 2000) i; DELETE FROM t',
      expected: /^warning public\.t .* 2,000 were changed/m,
      subjects: ['public.t'],
    },
  ],
  silent: [
    { name: 'a primary key', sql: 'CREATE TABLE t (a int PRIMARY KEY)' },
    {
      name: 'a key of a partitioned table',
      sql: 'CREATE TABLE t (a int PRIMARY KEY) PARTITION BY RANGE (a); CREATE TABLE t1 PARTITION OF t DEFAULT',
    },
    { name: 'a temporary table', sql: 'CREATE TEMPORARY TABLE t (a int)' },
    {
      name: 'no table',
      sql: 'CREATE VIEW v AS SELECT 1 AS a; CREATE MATERIALIZED VIEW m AS SELECT 1 AS a',
    },
    { name: 'our own', sql: 'CREATE SCHEMA trivet; CREATE TABLE trivet.t (a int)' },
    {
      name: 'a table of an extension',
      sql: 'CREATE EXTENSION pg_trgm; CREATE TABLE t (a int); ALTER EXTENSION pg_trgm ADD TABLE t',
    },
  ],
});

testCheck(noPrimaryKey, {
  settings: ['wal_level=logical'],
  fires: [
    {
      name: 'published, so that nothing can be changed',
      sql: 'CREATE TABLE t (a int); CREATE PUBLICATION p FOR TABLE t',
      expected: /^error public\.t has no primary key: it is published, so UPDATE and DELETE fail$/m,
      subjects: ['public.t'],
    },
    {
      name: 'published with an identity',
      sql: 'CREATE TABLE t (a int); ALTER TABLE t REPLICA IDENTITY FULL; CREATE PUBLICATION p FOR TABLE t',
      expected: /^info/m,
      subjects: ['public.t'],
    },
  ],
  silent: [],
});
