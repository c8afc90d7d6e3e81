import type { Session } from '../../../postgres/session.ts';
import { testCheck } from '../../../../test/support/checks.ts';
import { connectionsNearLimit } from './check.ts';

/** So many more sessions. */
async function crowd(connect: () => Promise<Session>, count: number): Promise<AsyncDisposable> {
  const sessions = await Promise.all(Array.from({ length: count }, connect));
  return {
    [Symbol.asyncDispose]: async () => {
      for (const session of sessions) await session[Symbol.asyncDispose]();
    },
  };
}

/** The server of these tests has room for 20, of which 3 are for superusers. */
testCheck(connectionsNearLimit, {
  fires: [
    {
      name: 'a server that is nearly full',
      sql: 'SELECT 1',
      meanwhile: (_, connect) => crowd(connect, 13),
      expected:
        /^(warning|error) the server has 1[56] of the 17 connections that it may have \(\d+\.\d%\), 1\d of them idle$/m,
      subjects: ['the server'],
    },
  ],
  silent: [{ name: 'some room', sql: 'SELECT 1', meanwhile: (_, connect) => crowd(connect, 6) }],
});

const limit = (count: number): string =>
  `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT ${count}', current_database()); END $$`;

// A server that names databases after their situations.
testCheck(connectionsNearLimit, {
  settings: ['max_connections=100'],
  fires: [
    {
      name: 'a database with a limit of its own',
      sql: limit(4),
      meanwhile: (_, connect) => crowd(connect, 3),
      expected: /^error database situation_1 has 4 of the 4 connections/m,
      subjects: ['database situation_1'],
    },
  ],
  silent: [
    { name: 'a limit that is far', sql: limit(10), meanwhile: (_, connect) => crowd(connect, 3) },
    { name: 'no limit', sql: limit(-1), meanwhile: (_, connect) => crowd(connect, 3) },
  ],
});
