import { testCheck } from '../../../../test/support/checks.ts';
import { duplicateIndex } from './check.ts';

const table = 'CREATE TABLE t (id int PRIMARY KEY, a int, b text);';

testCheck(duplicateIndex, {
  fires: [
    {
      name: 'twice the same',
      sql: `${table} CREATE INDEX first ON t (a); CREATE INDEX second ON t (a)`,
      expected: /info public\.second is the same as public\.first on public\.t/,
      subjects: ['index public.second'],
    },
    {
      name: 'the same as a primary key, although it is older',
      sql: 'CREATE TABLE t (id int NOT NULL); CREATE UNIQUE INDEX mine ON t (id); ALTER TABLE t ADD PRIMARY KEY (id)',
      subjects: ['index public.mine'],
    },
    {
      name: 'large',
      sql: `${table} INSERT INTO t SELECT i, i FROM generate_series(1, 100000) i; CREATE INDEX first ON t (a); CREATE INDEX second ON t (a)`,
      expected: /warning public\.second/,
      subjects: ['index public.second'],
    },
    {
      name: 'over partitions',
      sql: 'CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE q PARTITION OF p DEFAULT; CREATE INDEX first ON p (a); CREATE INDEX second ON p (a)',
      subjects: ['index public.second'],
    },
  ],
  silent: [
    {
      name: 'another direction',
      sql: `${table} CREATE INDEX x ON t (a); CREATE INDEX y ON t (a DESC)`,
    },
    {
      name: 'another condition',
      sql: `${table} CREATE INDEX x ON t (a); CREATE INDEX y ON t (a) WHERE a > 0`,
    },
    {
      name: 'another class',
      sql: `${table} CREATE INDEX x ON t (b); CREATE INDEX y ON t (b text_pattern_ops)`,
    },
    {
      name: 'unique and not',
      sql: `${table} CREATE INDEX x ON t (a); CREATE UNIQUE INDEX y ON t (a)`,
    },
    {
      name: 'other columns included',
      sql: `${table} CREATE INDEX x ON t (a); CREATE INDEX y ON t (a) INCLUDE (b)`,
    },
    {
      name: 'of two tables',
      sql: `${table} CREATE TABLE u (a int); CREATE INDEX x ON t (a); CREATE INDEX y ON u (a)`,
    },
  ],
});
