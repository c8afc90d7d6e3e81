import { testCheck } from '../../../../test/support/checks.ts';
import { workloadOf } from '../../../../test/support/workload.ts';
import { slowStatement } from './check.ts';

const rest = { text: 'SELECT 1 FROM other', calls: 1_000_000, totalMs: 1_000_000 };

testCheck(slowStatement, {
  fires: [
    {
      name: 'half of all time',
      sql: '',
      workload: workloadOf(rest, {
        text: 'SELECT *\n  FROM orders WHERE user_id = $1',
        calls: 5000,
        totalMs: 1_000_000,
      }),
      expected:
        /warning SELECT \* FROM orders WHERE user_id = \$1 takes 50\.0% of the time of all statements: 16m40s in 5,000 calls of 200 ms/,
      subjects: ['statement 1', 'statement 2'],
    },
    {
      name: 'a small part, but somebody waits',
      sql: '',
      workload: workloadOf(
        { ...rest, totalMs: 5_000_000 },
        { text: 'SELECT a FROM reports', calls: 30, totalMs: 70_000 },
      ),
      expected: /info SELECT a FROM reports takes 1\.4%/,
      subjects: ['statement 1', 'statement 2'],
    },
  ],
  silent: [
    {
      name: 'all of the time of a server that does nothing',
      sql: '',
      workload: workloadOf({ text: 'SELECT 1 FROM orders', calls: 100, totalMs: 20_000 }),
    },
    {
      name: 'the same in a month',
      sql: '',
      workload: {
        ...workloadOf({ text: 'SELECT 1 FROM orders', calls: 100, totalMs: 1_000_000 }),
        countedDays: 30,
      },
    },
    {
      name: 'monitoring',
      sql: '',
      workload: workloadOf({
        text: 'SELECT * FROM pg_stat_activity',
        calls: 100,
        totalMs: 1_000_000,
      }),
    },
    {
      name: 'a text that was cut',
      sql: '',
      workload: workloadOf({ text: 'SELECT * FROM orders WHE', calls: 1, totalMs: 9 }),
    },
    { name: 'no statements are counted', sql: '' },
  ],
});
