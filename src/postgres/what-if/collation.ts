import type { Session } from '../session.ts';
import type { ShadowDatabase } from '../shadow/shadow.ts';

/** Whether texts are in the order of their bytes, so that any b-tree serves `LIKE 'text%'`: the planner goes by the name. */
export async function hasByteOrder(session: Session): Promise<boolean> {
  const provider = session.major >= 15 ? 'datlocprovider' : "'c'";
  const [row] = await session.query<{ isByteOrder: boolean }>(`
    SELECT ${provider} = 'b' OR ${provider} = 'c' AND datcollate IN ('C', 'POSIX') AS "isByteOrder"
    FROM pg_database WHERE datname = current_database()`);
  return row?.isByteOrder === true;
}

/**
 * Gives a database of a shadow an order of texts of the other kind, and a new session, which sees it. No text has been put
 * in any order there yet but names, whose order is always that of bytes. Undefined where the machine has no such locale.
 */
export async function withOrder(
  database: ShadowDatabase,
  isByteOrder: boolean,
): Promise<Session | undefined> {
  const { session, name } = database;
  const locale = isByteOrder ? 'C' : 'C.UTF-8';
  const more = session.major >= 15 ? `, datlocprovider = 'c'` : '';
  const none = session.major >= 17 ? ', datlocale = NULL' : '';
  await session.query(
    `UPDATE pg_database SET datcollate = $2, datctype = $2${more}${none} WHERE datname = $1`,
    [name, locale],
  );
  return database.connect().catch(() => undefined);
}
