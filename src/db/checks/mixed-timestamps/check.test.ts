import { testCheck } from '../../../../test/support/checks.ts';
import { mixedTimestamps } from './check.ts';

testCheck(mixedTimestamps, {
  fires: [
    {
      name: 'one among many',
      sql: 'CREATE TABLE t (a timestamptz, b timestamptz); CREATE TABLE u (c timestamp(3))',
      expected:
        /^info schema public has 2 columns of timestamptz and 1 column of timestamp \(public\.u\.c\)$/m,
      subjects: ['schema public'],
    },
    {
      name: 'many among few: the few are named',
      sql: 'CREATE TABLE t (a timestamptz, b timestamp, c timestamp, d timestamp)',
      expected: /3 columns of timestamp and 1 column of timestamptz \(public\.t\.a\)/,
      subjects: ['schema public'],
    },
    {
      name: 'as many of each',
      sql: 'CREATE SCHEMA s; CREATE TABLE s.t (a timestamptz, b timestamp)',
      subjects: ['schema s'],
    },
  ],
  silent: [
    { name: 'all with a zone', sql: 'CREATE TABLE t (a timestamptz, b timestamptz(3), c date)' },
    { name: 'all without', sql: 'CREATE TABLE t (a timestamp, b time)' },
    {
      name: 'each in a schema of its own',
      sql: 'CREATE SCHEMA s; CREATE TABLE s.t (a timestamp); CREATE TABLE t (a timestamptz)',
    },
    {
      name: "only a migration tool's table differs",
      sql: 'CREATE TABLE "_prisma_migrations" (a timestamptz); CREATE TABLE t (a timestamp)',
    },
    {
      name: 'a column that was dropped',
      sql: 'CREATE TABLE t (a timestamptz, b timestamp); ALTER TABLE t DROP b',
    },
  ],
});
