import { setTimeout } from 'node:timers/promises';
import { testCheck } from '../../../../test/support/checks.ts';
import type { Session } from '../../../postgres/session.ts';
import { invalidIndex } from './check.ts';

const table = 'CREATE TABLE t (id int PRIMARY KEY, a int); INSERT INTO t VALUES (1, 1), (2, 1);';
const broken = `UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'x'::regclass;`;

testCheck(invalidIndex, {
  fires: [
    {
      name: 'building failed, because there are duplicates',
      sql: table,
      meanwhile: async (session) => {
        await session.execute('CREATE UNIQUE INDEX CONCURRENTLY x ON t (a)').catch(() => {});
        await session.execute('UPDATE t SET a = id');
      },
      expected:
        /warning public\.x on public\.t is not valid: no statement reads or writes it, and it takes 0 B/,
      subjects: ['index public.x'],
    },
    {
      name: 'checking it was cancelled',
      sql: `${table} CREATE UNIQUE INDEX x ON t (id); ${broken}`,
      expected:
        /no statement reads it, and it does not keep duplicates out, but every write pays for its 16\.4 kB/,
      subjects: ['index public.x'],
    },
    {
      name: 'the same was built again under another name',
      sql: `${table} CREATE INDEX x ON t (a); CREATE INDEX y ON t (a); ${broken}`,
      subjects: ['index public.x'],
    },
    {
      name: 'left behind by REINDEX CONCURRENTLY',
      sql: `${table} CREATE INDEX x ON t (a); ${broken} ALTER INDEX x RENAME TO x_ccnew`,
      subjects: ['index public.x_ccnew'],
    },
    {
      name: 'a partition without the index of its parent',
      sql: `CREATE TABLE t (id int, a int) PARTITION BY RANGE (id); CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (9);
        CREATE INDEX x ON ONLY t (a)`,
      expected: /some partitions have no valid index/,
      subjects: ['index public.x'],
    },
  ],
  silent: [
    { name: 'valid', sql: `${table} CREATE INDEX x ON t (a)` },
    {
      name: 'being built now',
      sql: table,
      meanwhile: (_, connect) => whileWaiting(connect, 'CREATE INDEX CONCURRENTLY x ON t (a)'),
    },
    {
      name: 'being built anew',
      sql: `${table} CREATE INDEX x ON t (a)`,
      meanwhile: (_, connect) => whileWaiting(connect, 'REINDEX INDEX CONCURRENTLY x'),
    },
    {
      name: 'being dropped',
      sql: `${table} CREATE INDEX x ON t (a)`,
      meanwhile: (_, connect) => whileWaiting(connect, 'DROP INDEX CONCURRENTLY x'),
    },
  ],
});

/** Starts a statement that has to wait for an open transaction, until it is disposed of. */
async function whileWaiting(
  connect: () => Promise<Session>,
  statement: string,
): Promise<AsyncDisposable> {
  const [writer, builder] = [await connect(), await connect()];
  await writer.execute('BEGIN');
  await writer.execute('INSERT INTO t VALUES (3, 3)');
  const running = builder.execute(statement);
  await setTimeout(500);
  return {
    async [Symbol.asyncDispose]() {
      await writer.execute('ROLLBACK');
      await running;
      await writer[Symbol.asyncDispose]();
      await builder[Symbol.asyncDispose]();
    },
  };
}
