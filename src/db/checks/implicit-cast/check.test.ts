import { testCheck } from '../../../../test/support/checks.ts';
import { workloadOf } from '../../../../test/support/workload.ts';
import { implicitCast } from './check.ts';

const tables = `CREATE TABLE orders (id bigint PRIMARY KEY, code char(8), note varchar(9), at timestamptz, amount numeric);
  CREATE INDEX ON orders (code); CREATE INDEX ON orders (note); CREATE INDEX ON orders (at); CREATE INDEX ON orders (amount);
  CREATE TABLE imports (order_id numeric, code text, day date);`;
const of = (text: string, more = ''): { sql: string; workload: ReturnType<typeof workloadOf> } => ({
  sql: tables + more,
  workload: workloadOf({ text }),
});

testCheck(implicitCast, {
  fires: [
    {
      name: 'a join with a column of another type',
      ...of('SELECT * FROM imports i JOIN orders o ON o.id = i.order_id WHERE day = $1'),
      expected:
        /warning SELECT \* FROM imports i JOIN orders o .*… compares public\.orders\.id \(int8\) as numeric, so that its index is of no use: 100\.0%/,
      subjects: ['statement 1'],
    },
    {
      name: 'a parameter of another type',
      ...of('SELECT * FROM orders WHERE id = $1::numeric'),
      subjects: ['statement 1'],
    },
    {
      name: 'a cast of the column',
      ...of('SELECT * FROM orders WHERE at::date = $1'),
      expected: /compares public\.orders\.at \(timestamptz\) as date/,
      subjects: ['statement 1'],
    },
    {
      name: 'padded text beside text',
      ...of('SELECT * FROM orders o, imports i WHERE i.code = o.code'),
      subjects: ['statement 1'],
    },
    {
      name: 'in a list',
      ...of('SELECT * FROM orders WHERE CAST(id AS text) IN ($1, $2)'),
      subjects: ['statement 1'],
    },
  ],
  silent: [
    { name: 'the same type', ...of('SELECT * FROM orders WHERE id = $1::int8') },
    { name: 'another integer', ...of('SELECT * FROM orders WHERE id = $1::int4') },
    { name: 'nobody knows', ...of('SELECT * FROM orders WHERE id = $1') },
    { name: 'a cast that changes nothing', ...of('SELECT * FROM orders WHERE note::text = $1') },
    {
      name: 'a day beside a time',
      ...of('SELECT * FROM orders o JOIN imports i ON o.at = i.day'),
    },
    {
      name: 'no index to lose',
      ...of('SELECT * FROM imports WHERE order_id::text = $1'),
    },
    {
      name: 'an index of just that',
      ...of('SELECT * FROM orders WHERE id::text = $1', 'CREATE INDEX ON orders ((id::text));'),
    },
    {
      name: 'in what is returned',
      ...of('SELECT id::text, at::date FROM orders WHERE id = $1'),
    },
    {
      name: 'an alias that stands for two tables',
      ...of(
        'SELECT * FROM (SELECT x.id FROM orders x) a, (SELECT x.order_id FROM imports x WHERE x.id::text = $1) b',
      ),
    },
  ],
});
