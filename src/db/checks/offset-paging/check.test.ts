import { testCheck } from '../../../../test/support/checks.ts';
import { workloadOf } from '../../../../test/support/workload.ts';
import { offsetPaging } from './check.ts';

const paged = 'SELECT * FROM orders ORDER BY id LIMIT $1 OFFSET $2';
const of = (text: string): { sql: string; workload: ReturnType<typeof workloadOf> } => ({
  sql: '',
  workload: workloadOf({ text }),
});

testCheck(offsetPaging, {
  fires: [
    {
      name: 'a page far from the beginning',
      ...of(paged),
      expected:
        /warning SELECT \* FROM orders ORDER BY id LIMIT \$1 OFFSET \$2 skips rows with OFFSET: 100\.0% of the time of all statements, 10,000 calls of 360 ms/,
      subjects: ['statement 1'],
    },
    {
      name: 'in a subquery, with a number',
      ...of('SELECT * FROM (SELECT * FROM orders LIMIT 10 OFFSET 5000) o JOIN users USING (id)'),
      subjects: ['statement 1'],
    },
    {
      name: 'in the words of the standard',
      ...of('SELECT * FROM orders ORDER BY id OFFSET $1 ROWS FETCH NEXT $2 ROWS ONLY'),
      subjects: ['statement 1'],
    },
  ],
  silent: [
    {
      name: 'quick, although often asked',
      sql: '',
      workload: workloadOf({ text: paged, calls: 1_000_000 }),
    },
    {
      name: 'next to nothing of all work',
      sql: '',
      workload: workloadOf(
        { text: paged, calls: 100, totalMs: 12_000 },
        { text: 'SELECT FROM t', calls: 9 },
      ),
    },
    { name: 'no offset', ...of('SELECT * FROM orders ORDER BY id LIMIT $1') },
    { name: 'an offset of nothing', ...of('SELECT * FROM orders ORDER BY id LIMIT $1 OFFSET 0') },
    { name: 'a column of that name', ...of('SELECT "offset" FROM orders WHERE "offset" > $1') },
  ],
});
