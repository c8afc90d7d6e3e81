import { testCheck } from '../../../../test/support/checks.ts';
import type { Workload } from '../../workload/workload.ts';
import { nPlusOne } from './check.ts';

const sql = `
  CREATE TABLE users (id int PRIMARY KEY, name text);
  CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users, note text)`;

const list = 'SELECT id, name FROM users ORDER BY name LIMIT $1';
const orders = 'SELECT * FROM orders WHERE user_id = $1';

type Counted = readonly [text: string, calls: number, rows: number];

const workload = (...statements: readonly Counted[]): Workload => ({
  source: 'pg_stat_statements',
  notes: [],
  statements: statements.map(([text, calls, rows], index) => ({
    id: String(index),
    text,
    calls,
    rows,
    totalMs: calls,
  })),
});

testCheck(nPlusOne, {
  fires: [
    {
      name: 'orders of each user',
      sql,
      workload: workload([list, 100, 2000], [orders, 2010, 8000]),
      expected:
        /^info public\.users -> public\.orders relationship \(no eager loading\) could be an N\+1: 2,010 calls/,
      subjects: ['public.users -> public.orders'],
    },
    {
      name: 'the user of each order, all columns',
      sql,
      workload: workload(
        ['SELECT o.* FROM orders o WHERE o.id > $1', 50, 1000],
        ['SELECT name FROM users WHERE id = $1 LIMIT $2', 1000, 1000],
      ),
      subjects: ['public.orders -> public.users'],
    },
    {
      name: 'by its name, where there is no foreign key',
      sql: 'CREATE TABLE "user" (id int); CREATE TABLE companies (id int); CREATE TABLE staff (company_id int)',
      workload: workload(
        ['SELECT company_id FROM staff', 50, 1000],
        ['SELECT * FROM companies WHERE id = $1', 1000, 1000],
      ),
      subjects: ['public.staff -> public.companies'],
    },
  ],
  silent: [
    {
      name: 'the ratio speaks against it',
      sql,
      workload: workload([list, 100, 2000], [orders, 5000, 8000]),
    },
    {
      name: 'one row per call: a fixed number of statements per request',
      sql,
      workload: workload(['SELECT * FROM users WHERE name = $1', 2000, 2000], [orders, 2000, 8000]),
    },
    {
      name: 'asked with a list',
      sql,
      workload: workload(
        [list, 100, 2000],
        ['SELECT * FROM orders WHERE user_id = ANY($1)', 2000, 8000],
      ),
    },
    {
      name: 'the parent does not return what the child is asked with',
      sql,
      workload: workload(['SELECT name FROM users', 100, 2000], [orders, 2000, 8000]),
    },
    {
      name: 'tables that nothing relates',
      sql: `${sql}; CREATE TABLE flags (id int, key text)`,
      workload: workload([list, 100, 2000], ['SELECT * FROM flags WHERE key = $1', 2000, 2000]),
    },
    { name: 'too few to notice', sql, workload: workload([list, 2, 20], [orders, 20, 80]) },
    { name: 'statements that nobody counted', sql },
  ],
});
