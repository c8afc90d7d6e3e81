import { testCheck } from '../../../../test/support/checks.ts';
import { integerOverflow } from './check.ts';

testCheck(integerOverflow, {
  fires: [
    {
      name: 'a serial that is nearly used up',
      sql: "CREATE TABLE t (id serial PRIMARY KEY); SELECT setval('t_id_seq', 2100000000)",
      expected: /^error public\.t\.id \(integer\) has used 97\.8% of its numbers$/m,
      subjects: ['public.t.id'],
    },
    {
      name: 'an identity of smallint, past the middle',
      sql: "CREATE TABLE t (id smallint GENERATED ALWAYS AS IDENTITY); SELECT setval('t_id_seq', 20000)",
      expected: /^info public\.t\.id \(smallint\) has used 61\.0%/m,
      subjects: ['public.t.id'],
    },
    {
      name: 'a sequence that is narrower than its column',
      sql: `CREATE SEQUENCE s AS int; CREATE TABLE t (id bigint DEFAULT nextval('s')); SELECT setval('s', 2000000000)`,
      expected: /^error sequence public\.s of public\.t\.id has used 93\.1%/m,
      subjects: ['sequence public.s'],
    },
    {
      name: 'a sequence that is wider than its column',
      sql: `CREATE SEQUENCE s; CREATE TABLE t (id int DEFAULT nextval('s')); SELECT setval('s', 1700000000)`,
      expected: /^warning public\.t\.id \(integer\)/m,
      subjects: ['public.t.id'],
    },
    {
      name: 'growth that leaves weeks',
      sql: `CREATE TABLE t (id smallserial); SELECT setval('t_id_seq', 20000); INSERT INTO t SELECT FROM generate_series(1, 5000)`,
      countedDays: 10,
      expected:
        /^error public\.t\.id \(smallint\) has used 76\.3% of its numbers, and the rest lasts 15 days$/m,
      subjects: ['public.t.id'],
    },
    {
      name: 'growth that ends within a year, with most numbers left',
      sql: `CREATE TABLE t (id smallserial); INSERT INTO t SELECT FROM generate_series(1, 5000)`,
      countedDays: 30,
      expected:
        /^warning public\.t\.id \(smallint\) has used 15\.3% of its numbers, and the rest lasts 166 days$/m,
      subjects: ['public.t.id'],
    },
    {
      name: 'a key that the application numbers',
      sql: 'CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t SELECT 2000000000 + i FROM generate_series(1, 1000) i; ANALYZE t',
      expected: /^error public\.t\.id \(integer\) has used 93\.1%/m,
      subjects: ['public.t.id'],
    },
    {
      name: 'a partitioned table, once',
      sql: `CREATE TABLE t (id serial) PARTITION BY RANGE (id); CREATE TABLE t1 PARTITION OF t DEFAULT; SELECT setval('t_id_seq', 2100000000)`,
      subjects: ['public.t.id'],
    },
  ],
  silent: [
    { name: 'a sequence that nothing was taken from', sql: 'CREATE TABLE t (id serial)' },
    {
      name: 'a bigint past the limit of int',
      sql: "CREATE TABLE t (id bigserial); SELECT setval('t_id_seq', 3000000000)",
    },
    {
      name: 'a third used, with no growth known',
      sql: "CREATE TABLE t (id serial); SELECT setval('t_id_seq', 700000000)",
    },
    {
      name: 'a third used, which took ten years',
      sql: "CREATE TABLE t (id serial); SELECT setval('t_id_seq', 700000000); INSERT INTO t SELECT FROM generate_series(1, 100)",
      countedDays: 10,
    },
    {
      name: 'just restored: what was loaded is no rate',
      sql: 'CREATE TABLE t (id smallserial); INSERT INTO t SELECT FROM generate_series(1, 5000)',
      countedDays: 0.04,
    },
    {
      name: 'a sequence that begins anew',
      sql: `CREATE SEQUENCE s MAXVALUE 1000 CYCLE; CREATE TABLE t (id int DEFAULT nextval('s')); SELECT setval('s', 990)`,
    },
    {
      name: 'a sequence of its own, in no column',
      sql: "CREATE SEQUENCE s AS int; SELECT setval('s', 2100000000)",
    },
    {
      name: 'small numbers from an application',
      sql: 'CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t SELECT generate_series(1, 1000); ANALYZE t',
    },
  ],
});
