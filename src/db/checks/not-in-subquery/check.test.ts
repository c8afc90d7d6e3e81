import { testCheck } from '../../../../test/support/checks.ts';
import { workloadOf } from '../../../../test/support/workload.ts';
import { notInSubquery } from './check.ts';

const of = (text: string): { sql: string; workload: ReturnType<typeof workloadOf> } => ({
  sql: '',
  workload: workloadOf({ text }),
});

testCheck(notInSubquery, {
  fires: [
    {
      name: 'NOT IN',
      ...of('SELECT * FROM users WHERE id NOT IN (SELECT user_id FROM orders)'),
      expected: /warning .* asks for NOT IN \(SELECT …\), which is no join: 100\.0%/,
      subjects: ['statement 1'],
    },
    {
      name: 'in a DELETE, among others',
      ...of('DELETE FROM users WHERE age > $1 AND NOT id IN (SELECT user_id FROM orders)'),
      subjects: ['statement 1'],
    },
    {
      name: '<> ALL',
      ...of('SELECT * FROM users WHERE id <> ALL (SELECT user_id FROM orders)'),
      subjects: ['statement 1'],
    },
  ],
  silent: [
    {
      name: 'NOT EXISTS',
      ...of('SELECT * FROM users u WHERE NOT EXISTS (SELECT FROM orders WHERE user_id = u.id)'),
    },
    { name: 'IN', ...of('SELECT * FROM users WHERE id IN (SELECT user_id FROM orders)') },
    { name: 'a list', ...of('SELECT * FROM users WHERE id NOT IN ($1, $2)') },
    { name: 'an array', ...of('SELECT * FROM users WHERE id <> ALL ($1)') },
    {
      name: 'quick',
      sql: '',
      workload: workloadOf({
        text: 'SELECT * FROM users WHERE id NOT IN (SELECT user_id FROM orders)',
        calls: 1_000_000,
      }),
    },
  ],
});
