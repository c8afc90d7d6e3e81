import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startDatabaseServer } from '../../../../test/support/database-server.ts';
import { analyzedDatabase } from '../database.ts';
import { replicationLag } from './check.ts';

const majors = (process.env['TRIVET_MAJORS'] ?? '15,18').split(',');

for (const major of majors) {
  test(`a standby of ${major} that is behind is found, one that follows is not`, async () => {
    await using server = await startDatabaseServer([], major);
    await server.createDatabase('shop');
    await using standby = await server.standby(3600);
    void standby;
    await using session = await server.connect('shop');
    const database = analyzedDatabase(session, undefined);
    for (let tries = 0; ; tries++) {
      const [row] = await session.query<{ there: boolean }>(
        'SELECT count(replay_lsn) > 0 AS there FROM pg_stat_replication',
      );
      if (row?.there === true) break;
      assert.ok(tries < 200, 'the standby does not come');
      await sleep(100);
    }
    assert.deepEqual(await replicationLag.run(database), [], 'nothing was written yet');

    // The standby writes it down and waits for an hour before it commits.
    await session.execute('CREATE TABLE t (a int)');
    for (let tries = 0; ; tries++) {
      const found = await replicationLag.run(database);
      if (found.length === 0 && tries < 300) {
        await sleep(100);
        continue;
      }
      assert.deepEqual(
        found.map(({ subject, severity }) => [subject, severity]),
        [['standby standby', 'info']],
      );
      assert.match(found[0]?.title ?? '', /^standby is 1\ds and \S+ k?B behind$/);
      break;
    }
  });
}

test('a server that nobody follows has nothing to say', async () => {
  await using server = await startDatabaseServer();
  await using session = await server.connect();
  assert.deepEqual(await replicationLag.run(analyzedDatabase(session, undefined)), []);
});
