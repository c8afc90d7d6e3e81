import { testCheck } from '../../../../test/support/checks.ts';
import { redundantIndex } from './check.ts';

const table = 'CREATE TABLE t (id int PRIMARY KEY, a int, b text, c int);';
const many = 'INSERT INTO t SELECT i, i, i, i FROM generate_series(1, 100000) i;';

testCheck(redundantIndex, {
  fires: [
    {
      name: 'the beginning of another',
      sql: `${table} CREATE INDEX narrow ON t (a); CREATE INDEX wide ON t (a, b)`,
      expected: /info public\.narrow \(a\) on public\.t is a part of public\.wide \(a, b\)/,
      subjects: ['index public.narrow'],
    },
    {
      name: 'large',
      sql: `${table} ${many} CREATE INDEX narrow ON t (a); CREATE INDEX wide ON t (a, b)`,
      expected: /warning public\.narrow .* takes 2\.26 MB/,
      subjects: ['index public.narrow'],
    },
    {
      name: 'the beginning of a primary key',
      sql: 'CREATE TABLE t (a int, b int, PRIMARY KEY (a, b)); CREATE INDEX narrow ON t (a)',
      subjects: ['index public.narrow'],
    },
    {
      name: 'the same as a unique one, but not unique',
      sql: `${table} CREATE INDEX plain ON t (a); CREATE UNIQUE INDEX strict ON t (a)`,
      subjects: ['index public.plain'],
    },
    {
      name: 'the same, read from the end',
      sql: `${table} CREATE INDEX up ON t (a, c DESC); CREATE INDEX down ON t (a DESC, c)`,
      subjects: ['index public.down'],
    },
    {
      name: 'a chain of three, of which the widest stays',
      sql: `${table} CREATE INDEX x ON t (a); CREATE INDEX y ON t (a, c); CREATE INDEX z ON t (a, c, b)`,
      subjects: ['index public.x', 'index public.y'],
    },
    {
      name: 'what one includes is a key of the other',
      sql: `${table} CREATE INDEX x ON t (a) INCLUDE (b); CREATE INDEX y ON t (a, c, b)`,
      subjects: ['index public.x'],
    },
    {
      name: 'of an expression, with the same condition',
      sql: `${table} CREATE INDEX x ON t (lower(b)) WHERE a > 0; CREATE INDEX y ON t (lower(b), c) WHERE a > 0`,
      subjects: ['index public.x'],
    },
    {
      name: 'partitions, said once',
      sql: `CREATE TABLE t (a int, b int) PARTITION BY RANGE (a);
        CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (9); CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (9) TO (99);
        CREATE INDEX x ON t (a); CREATE INDEX y ON t (a, b)`,
      subjects: ['index public.x'],
    },
  ],
  silent: [
    {
      name: 'not the beginning',
      sql: `${table} CREATE INDEX x ON t (c); CREATE INDEX y ON t (a, c)`,
    },
    {
      name: 'a unique one, which forbids something',
      sql: `${table} CREATE UNIQUE INDEX x ON t (a); CREATE INDEX y ON t (a, c)`,
    },
    {
      name: 'of a constraint',
      sql: `${table} ALTER TABLE t ADD UNIQUE (a); CREATE INDEX y ON t (a, c)`,
    },
    {
      name: 'another class',
      sql: `${table} CREATE INDEX x ON t (b text_pattern_ops); CREATE INDEX y ON t (b, c)`,
    },
    {
      name: 'another collation',
      sql: `${table} CREATE INDEX x ON t (b COLLATE "C"); CREATE INDEX y ON t (b, c)`,
    },
    {
      name: 'nulls at the other end',
      sql: `${table} CREATE INDEX x ON t (a DESC NULLS LAST); CREATE INDEX y ON t (a, c)`,
    },
    {
      name: 'mixed directions',
      sql: `${table} CREATE INDEX x ON t (a, c); CREATE INDEX y ON t (a, c DESC, b)`,
    },
    {
      name: 'columns that the other does not have',
      sql: `${table} CREATE INDEX x ON t (a) INCLUDE (b); CREATE INDEX y ON t (a, c)`,
    },
    {
      name: 'only some rows, or all beside only some',
      sql: `${table} CREATE INDEX x ON t (a) WHERE c > 0; CREATE INDEX y ON t (a, c); CREATE INDEX z ON t (a, b) WHERE c > 1`,
    },
    {
      name: 'another expression',
      sql: `${table} CREATE INDEX x ON t (lower(b)); CREATE INDEX y ON t (upper(b), c)`,
    },
    {
      name: 'another method',
      sql: `${table} CREATE INDEX x ON t USING hash (a); CREATE INDEX y ON t (a, c)`,
    },
    {
      name: 'exactly the same',
      sql: `${table} CREATE INDEX x ON t (a); CREATE INDEX y ON t (a)`,
    },
    {
      name: 'what replication goes by',
      sql: `CREATE TABLE t (a int NOT NULL, b int); CREATE UNIQUE INDEX x ON t (a);
        ALTER TABLE t REPLICA IDENTITY USING INDEX x; CREATE INDEX y ON t (a, b)`,
    },
    {
      name: 'the wider one was not finished',
      sql: `${table} CREATE INDEX x ON t (a); CREATE INDEX y ON t (a, c);
        UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'y'::regclass`,
    },
  ],
});
