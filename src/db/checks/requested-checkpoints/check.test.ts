import { setTimeout as sleep } from 'node:timers/promises';
import type { Session } from '../../../postgres/session.ts';
import { testCheck } from '../../../../test/support/checks.ts';
import { requestedCheckpoints, requestedCheckpointsFrom } from './check.ts';

/** So many, and none before. */
const checkpoints =
  (count: number) =>
  async (session: Session): Promise<void> => {
    const counter = session.major >= 17 ? 'checkpointer' : 'bgwriter';
    await session.execute(`SELECT pg_stat_reset_shared('${counter}')`);
    await sleep(100);
    for (let done = 0; done < count; done++) await session.execute('CHECKPOINT');
    // Counted after who asked for it has heard that it is done.
    await sleep(600);
  };

testCheck(requestedCheckpointsFrom(0), {
  fires: [
    {
      name: 'many, and none in time',
      sql: 'SELECT 1',
      meanwhile: checkpoints(12),
      expected:
        /^warning 1[12] checkpoints were requested and 0 came in time: max_wal_size, 134 MB, is full every \d+m?s$/m,
      subjects: ['max_wal_size'],
    },
  ],
  silent: [{ name: 'a few', sql: 'SELECT 1', meanwhile: checkpoints(4) }],
});

testCheck(requestedCheckpoints, {
  fires: [],
  silent: [
    { name: 'many while a database is restored', sql: 'SELECT 1', meanwhile: checkpoints(12) },
  ],
});
