import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  type DatabaseServer,
  startDatabaseServer,
} from '../../../../test/support/database-server.ts';
import { workloadOf } from '../../../../test/support/workload.ts';
import { openShadow } from '../../../postgres/shadow/open-shadow.ts';
import type { Session } from '../../../postgres/session.ts';
import type { Shadow } from '../../../postgres/shadow/shadow.ts';
import { explainStatements, type ExplainedStatement } from './explain-statements.ts';
import { reasonNotToRun } from './may-run.ts';
import { runStatement } from './run-statement.ts';

let server: DatabaseServer;
let session: Session;
let shadow: Shadow;
before(async () => {
  server = await startDatabaseServer();
  session = await server.connect();
  shadow = await openShadow({ major: session.major, user: 'postgres' });
  await session.execute(`
    CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL);
    CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL, created_at timestamptz NOT NULL, note text);
    CREATE INDEX ON orders (created_at);
    CREATE SEQUENCE tickets;
    CREATE VIEW ticket AS SELECT nextval('tickets') AS number;
    INSERT INTO users SELECT i, 'u' || i || '@example.org' FROM generate_series(1, 5000) i;
    INSERT INTO orders SELECT i, 1 + i % 5000, timestamptz '2026-01-01' + i * interval '1 minute', repeat('x', 60)
    FROM generate_series(1, 100000) i`);
  await session.execute('ANALYZE');
});
after(async () => {
  await shadow[Symbol.asyncDispose]();
  await session[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

async function explained(
  text: string,
  rowsPerCall: number,
  executeTimeoutMs?: number,
): Promise<ExplainedStatement> {
  const workload = workloadOf({ text, calls: 10, rows: 10 * rowsPerCall });
  const more = executeTimeoutMs === undefined ? {} : { executeTimeoutMs };
  const { statements, unplanned } = await explainStatements({
    session,
    shadow,
    workload,
    statementsMax: 10,
    ...more,
  });
  assert.deepEqual(unplanned, []);
  const [statement] = statements;
  assert.ok(statement);
  return statement;
}

const cases: readonly (readonly [text: string, rows: number, found: readonly RegExp[]])[] = [
  ['SELECT * FROM users WHERE id = $1', 1, []],
  [
    'SELECT * FROM orders WHERE user_id = $1',
    20,
    [/^large-scan reads all of public\.orders \(100,000 rows, 10\.\d MB\) to keep about 20$/],
  ],
  [
    'SELECT id FROM orders WHERE created_at::date = $1 AND note = $2',
    400,
    [
      /^cast-on-column compares public\.orders\.created_at \(timestamp with time zone\) as date/,
      /^large-scan/,
    ],
  ],
  [
    'SELECT * FROM orders ORDER BY note',
    100_000,
    [/^work-memory sorts about 100,000 rows \(\d+(\.\d)?MB\), and work_mem allows 4MB$/],
  ],
  [
    'SELECT count(*) FROM users u JOIN orders o ON o.note <> u.email',
    1,
    [
      /^nested-loop goes through 5,000 rows of public\.users again for each of about 100,00\d rows: 500,00\d,\d00 in all$/,
    ],
  ],
  [
    'SELECT id FROM users WHERE length(email) = $1',
    3000,
    [/^misestimate expects 25 rows where a call has 3,000: 120 times too few$/],
  ],
];

for (const [text, rows, found] of cases) {
  test(`what stands out in the plan of ${text}: ${found.length === 0 ? 'nothing' : found.join(', ')}`, async () => {
    const { remarks, execution } = await explained(text, rows);
    assert.equal(execution, undefined, 'nothing is run unless it is asked for');
    const said = remarks.map(({ rule, title }) => `${rule} ${title}`).toSorted();
    assert.equal(said.length, found.length, said.join('\n'));
    for (const [place, pattern] of found.entries()) assert.match(said[place] ?? '', pattern);
  });
}

test('what is run stands beside what was expected', async () => {
  const { steps, execution } = await explained('SELECT * FROM orders WHERE user_id = $1', 20, 5000);
  assert.ok(execution !== undefined && 'ms' in execution);
  assert.equal(steps[0]?.node['Actual Rows'], 20);
});

for (const [sql, reason] of [
  ['SELECT * FROM users WHERE id = 1', undefined],
  ['SELECT random() FROM users LIMIT 1', undefined],
  ["UPDATE users SET email = '' WHERE id = 1", 'it is no SELECT'],
  ['WITH gone AS (DELETE FROM users RETURNING id) SELECT * FROM gone', 'it writes'],
  ['SELECT * FROM users WHERE id = 1 FOR UPDATE', 'it locks rows'],
  ["SELECT nextval('tickets')", 'it calls nextval'],
  ["SELECT id FROM users LIMIT nextval('tickets')", 'it calls nextval'],
  ['SELECT number FROM ticket', 'it calls nextval'],
  ['SELECT pg_terminate_backend(id) FROM users WHERE id = -1', 'it calls pg_terminate_backend'],
] as const) {
  test(`${sql}: ${reason ?? 'may be run'}`, async () => {
    const [row] = await session.query<{ 'QUERY PLAN': readonly { Plan: never }[] }>(
      `EXPLAIN (VERBOSE, FORMAT JSON) ${sql}`,
    );
    assert.ok(row?.['QUERY PLAN'][0]);
    const told = await reasonNotToRun(session, sql, row['QUERY PLAN'][0].Plan);
    if (reason === undefined) assert.equal(told, undefined);
    else assert.ok(told?.startsWith(reason), told);
  });
}

test('a statement that takes too long is ended, and nothing of it is left', async () => {
  const run = await runStatement(session, 'SELECT count(*) FROM orders a, orders b', 200);
  assert.deepEqual(run, { refused: 'it took longer than 200ms' });
  const [row] = await session.query<{ timeout: string; readonly: string }>(
    "SELECT current_setting('statement_timeout') AS timeout, current_setting('transaction_read_only') AS readonly",
  );
  assert.deepEqual({ ...row }, { timeout: '0', readonly: 'off' });
});

test('the transaction does not let anything be written, whatever slipped through', async () => {
  const run = await runStatement(session, "SELECT nextval('tickets')", 1000);
  assert.ok('refused' in run && /read-only transaction/.test(run.refused));
});
