import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDatabaseServer } from '../../../test/support/database-server.ts';
import { analyzedDatabase } from './database.ts';
import { readScanCounters } from './scan-counters.ts';
import { sequentialScans } from './sequential-scans/check.ts';

test('where a time was watched, what was read before it does not count', async () => {
  await using server = await startDatabaseServer();
  await using session = await server.connect();
  const read = async (times: number): Promise<void> => {
    for (let time = 0; time < times; time += 1) await session.query('SELECT count(note) FROM t');
    await session.execute('SELECT pg_stat_force_next_flush()');
  };
  await session.execute(`
    CREATE TABLE t (id int, note text); ALTER TABLE t ALTER note SET STORAGE PLAIN;
    INSERT INTO t SELECT i, repeat('x', 2500) FROM generate_series(1, 4500) i; ANALYZE t`);
  await read(100);
  const before = await readScanCounters(session);
  assert.ok((before.get('public.t')?.scans ?? 0) >= 100);
  const observed = (): ReturnType<typeof sequentialScans.run> =>
    sequentialScans.run({
      ...analyzedDatabase(session, undefined),
      watched: { before, days: 1 / 24 },
    });
  assert.deepEqual(await observed(), []);
  await read(12);
  const [found] = await observed();
  assert.match(found?.title ?? '', /^public\.t \(12\.\d MB\) is read whole 288 times a day/);
});
