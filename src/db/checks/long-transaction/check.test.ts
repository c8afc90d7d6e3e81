import { setTimeout as sleep } from 'node:timers/promises';
import type { Session } from '../../../postgres/session.ts';
import { testCheck } from '../../../../test/support/checks.ts';
import { longTransactionFrom } from './check.ts';

/** Another session, which does this and then waits for a moment. */
async function another(
  connect: () => Promise<Session>,
  ...statements: readonly string[]
): Promise<Session> {
  const session = await connect();
  await session.execute("SET application_name = 'api'");
  for (const statement of statements) await session.execute(statement);
  await sleep(400);
  return session;
}

testCheck(longTransactionFrom({ idleMs: 300, openMs: 1e9 }), {
  fires: [
    {
      name: 'one that does nothing',
      sql: 'CREATE TABLE t (a int)',
      meanwhile: (_, connect) =>
        another(connect, 'BEGIN ISOLATION LEVEL REPEATABLE READ', 'SELECT FROM t'),
      expected:
        /^info a transaction of postgres \(api\) is open for \S+ and does nothing for \S+; rows that the \d+ transactions since deleted/m,
      subjects: ['transactions of postgres (api)'],
    },
    {
      name: 'two of one application, once',
      sql: 'CREATE TABLE t (a int)',
      meanwhile: async (_, connect) => {
        const first = await another(connect, 'BEGIN', 'INSERT INTO t VALUES (1)');
        const second = await another(connect, 'BEGIN', 'INSERT INTO t VALUES (1)');
        return {
          [Symbol.asyncDispose]: async () => {
            await first[Symbol.asyncDispose]();
            await second[Symbol.asyncDispose]();
          },
        };
      },
      expected: /, as are 1 more/,
      subjects: ['transactions of postgres (api)'],
    },
  ],
  silent: [
    { name: 'nobody else', sql: 'CREATE TABLE t (a int)' },
    {
      name: 'one that failed: it holds nothing back any more',
      sql: 'CREATE TABLE t (a int)',
      meanwhile: async (_, connect) => {
        const session = await another(connect, 'BEGIN', 'SELECT FROM t');
        await session.execute('SELECT 1/0').catch(() => {});
        await sleep(400);
        return session;
      },
    },
    {
      name: 'a session that does nothing, in no transaction',
      sql: 'CREATE TABLE t (a int)',
      meanwhile: (_, connect) => another(connect, 'BEGIN', 'SELECT FROM t', 'COMMIT'),
    },
    {
      name: 'a transaction that works, and is not open for long',
      sql: 'CREATE TABLE t (a int)',
      meanwhile: async (_, connect) => {
        const session = await another(connect, 'BEGIN');
        const work = session.execute('SELECT pg_sleep(2)');
        await sleep(400);
        return {
          [Symbol.asyncDispose]: async () => {
            await work;
            await session[Symbol.asyncDispose]();
          },
        };
      },
    },
  ],
});

testCheck(longTransactionFrom({ idleMs: 1e9, openMs: 3000 }), {
  settings: ['max_prepared_transactions=2'],
  fires: [
    {
      name: 'one that was prepared and forgotten',
      sql: 'CREATE TABLE t (a int)',
      meanwhile: async (session) => {
        await session.execute("BEGIN; INSERT INTO t VALUES (1); PREPARE TRANSACTION 'x'");
        await sleep(3100);
        return {
          [Symbol.asyncDispose]: async () => {
            await session.execute('RESET SESSION AUTHORIZATION');
            await session.execute("ROLLBACK PREPARED 'x'");
          },
        };
      },
      expected: /^info a transaction of postgres \(prepared\) is open for/m,
      subjects: ['transactions of postgres (prepared)'],
    },
  ],
  silent: [
    {
      name: 'one that is idle, and not open for long',
      sql: 'CREATE TABLE t (a int)',
      meanwhile: async (_, connect) => {
        const session = await connect();
        await session.execute('BEGIN; SELECT FROM t');
        return session;
      },
    },
  ],
});
