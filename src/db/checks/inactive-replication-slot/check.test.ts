import type { Session } from '../../../postgres/session.ts';
import { testCheck } from '../../../../test/support/checks.ts';
import { inactiveReplicationSlot } from './check.ts';

/** A slot belongs to the server, so it must go before the next situation. */
const withSlot =
  (temporary: boolean) =>
  async (session: Session): Promise<AsyncDisposable> => {
    await session.execute(
      `SELECT pg_create_physical_replication_slot('standby_2', true, ${temporary})`,
    );
    // The rest of a file is left empty.
    for (let file = 0; file < 20; file++) {
      await session.execute("SELECT pg_logical_emit_message(false, 'test', 'x')");
      await session.execute('SELECT pg_switch_wal()');
    }
    return {
      [Symbol.asyncDispose]: () =>
        session.execute(
          "RESET SESSION AUTHORIZATION; SELECT pg_drop_replication_slot('standby_2')",
        ),
    };
  };

/** The log of this server comes in files of 1 MB. */
testCheck(inactiveReplicationSlot, {
  fires: [
    {
      name: 'a standby that went away',
      sql: 'SELECT 1',
      meanwhile: withSlot(false),
      expected:
        /^info nobody reads from replication slot standby_2( since \d{4}-\d\d-\d\d)?, and 2\d\.\d MB of the log are kept for it$/m,
      subjects: ['replication slot standby_2'],
    },
  ],
  silent: [
    { name: 'no slots', sql: 'SELECT 1' },
    {
      name: 'a slot for which little is kept',
      sql: 'SELECT 1',
      meanwhile: async (session) => {
        await session.execute("SELECT pg_create_physical_replication_slot('standby_2', true)");
        return {
          [Symbol.asyncDispose]: () =>
            session.execute(
              "RESET SESSION AUTHORIZATION; SELECT pg_drop_replication_slot('standby_2')",
            ),
        };
      },
    },
    { name: 'a slot that goes with its session', sql: 'SELECT 1', meanwhile: withSlot(true) },
  ],
});
