import type { Session } from '../session.ts';

/**
 * A database that has subscriptions cannot be dropped, not even by force. Without their slots they go without asking the
 * server that they subscribe to.
 */
export async function dropSubscriptions(session: Session): Promise<void> {
  const subscriptions = await session.query<{ name: string }>(`
    SELECT quote_ident(subname) AS name
    FROM pg_subscription
    WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())`);
  for (const { name } of subscriptions) {
    await session.execute(
      `ALTER SUBSCRIPTION ${name} DISABLE; ALTER SUBSCRIPTION ${name} SET (slot_name = NONE); DROP SUBSCRIPTION ${name}`,
    );
  }
}
