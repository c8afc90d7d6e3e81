import { setTimeout as sleep } from 'node:timers/promises';
import type { Session } from '../../../postgres/session.ts';
import { testCheck } from '../../../../test/support/checks.ts';
import { blockedSessionFrom } from './check.ts';

type Connect = () => Promise<Session>;

/** One session after the other; each carries on when the one before it has ended. */
async function queue(
  connect: Connect,
  ...parts: readonly (readonly [name: string, sql: string])[]
): Promise<AsyncDisposable> {
  const sessions: Session[] = [];
  const works: Promise<void>[] = [];
  for (const [name, sql] of parts) {
    const session = await connect();
    await session.execute(`SET application_name = '${name}'; SET deadlock_timeout = '10s'; BEGIN`);
    works.push(session.execute(sql));
    sessions.push(session);
    await sleep(150);
  }
  await sleep(300);
  return {
    [Symbol.asyncDispose]: async () => {
      for (const [index, session] of sessions.entries()) {
        await works[index];
        await session[Symbol.asyncDispose]();
      }
    },
  };
}

const table = 'CREATE TABLE t (a int PRIMARY KEY); INSERT INTO t VALUES (1), (2)';

testCheck(blockedSessionFrom(200), {
  fires: [
    {
      name: 'a migration behind a forgotten transaction, and a reader behind the migration',
      sql: table,
      meanwhile: (_, connect) =>
        queue(
          connect,
          ['console', 'SELECT FROM t'],
          ['migration', 'LOCK t'],
          ['api', 'SELECT FROM t'],
        ),
      expected:
        /^info 2 sessions wait for postgres \(console\), which does nothing, up to \S+: postgres \(migration\) wants AccessExclusiveLock on public\.t$/m,
      subjects: ['sessions that wait for postgres (console)'],
    },
    {
      name: 'two that change the same row',
      sql: table,
      meanwhile: (_, connect) =>
        queue(
          connect,
          ['first', 'UPDATE t SET a = 3 WHERE a = 1'],
          ['second', 'UPDATE t SET a = 4 WHERE a = 1'],
        ),
      expected: /1 session waits for postgres \(first\)/,
      subjects: ['sessions that wait for postgres (first)'],
    },
  ],
  silent: [
    {
      name: 'two that change different rows',
      sql: table,
      meanwhile: (_, connect) =>
        queue(
          connect,
          ['first', 'UPDATE t SET a = 3 WHERE a = 1'],
          ['second', 'UPDATE t SET a = 4 WHERE a = 2'],
        ),
    },
    {
      name: 'two that read',
      sql: table,
      meanwhile: (_, connect) =>
        queue(connect, ['first', 'SELECT FROM t'], ['second', 'SELECT FROM t']),
    },
  ],
});

testCheck(blockedSessionFrom(60_000), {
  fires: [],
  silent: [
    {
      name: 'a wait that is short',
      sql: table,
      meanwhile: (_, connect) => queue(connect, ['first', 'LOCK t'], ['second', 'SELECT FROM t']),
    },
  ],
});
