import type { Session } from '../../postgres/session.ts';

/** Whom a session acts as; unquoted. */
export async function currentUser(session: Session): Promise<string> {
  const [row] = await session.query<{ user: string }>('SELECT current_user AS user');
  return row?.user ?? '';
}
