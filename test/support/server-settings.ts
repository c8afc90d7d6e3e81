import { setTimeout as sleep } from 'node:timers/promises';
import type { Session } from '../../src/postgres/session.ts';

/** For a situation: changes settings of the whole server (`random_page_cost = 1.1`), until it is over. */
export function withServerSettings(
  ...assignments: readonly string[]
): (session: Session) => Promise<AsyncDisposable> {
  return async (session) => {
    for (const assignment of assignments) await session.execute(`ALTER SYSTEM SET ${assignment}`);
    await reload(session);
    return {
      [Symbol.asyncDispose]: async () => {
        await session.execute('RESET SESSION AUTHORIZATION');
        await session.execute('ALTER SYSTEM RESET ALL');
        await reload(session);
      },
    };
  };
}

/** Until this session has read them, too. */
async function reload(session: Session): Promise<void> {
  const [before] = await session.query<{ now: string }>('SELECT clock_timestamp()::text AS now');
  await session.execute('SELECT pg_reload_conf()');
  for (;;) {
    const [row] = await session.query<{ read: boolean }>(
      'SELECT pg_conf_load_time() > $1::timestamptz AS read',
      [before?.now],
    );
    if (row?.read === true) return;
    await sleep(10);
  }
}
