import type { Session } from '../../../postgres/session.ts';
import { quoted } from '../../deeds/names.ts';
import type { Job } from './job.ts';

/**
 * Does something within the open transaction as the user who runs migrations, where a file says `SET ROLE` or `SET SESSION
 * AUTHORIZATION`: others have no right to the history.
 */
export async function asOurselves<T>(
  session: Session,
  job: Job,
  role: string,
  work: () => Promise<T>,
): Promise<T> {
  if (!switchesRole(job)) return work();
  const [now] = await session.query<{ role: string; user: string }>(
    `SELECT current_setting('role') AS role, session_user AS user`,
  );
  await session.execute(ownRoleSql(job, role));
  const result = await work();
  await session.execute(
    `SET LOCAL SESSION AUTHORIZATION ${quoted(now?.user ?? '')}; SET LOCAL ROLE ${quoted(now?.role ?? 'none')}`,
  );
  return result;
}

/** The same outside of transactions. */
export async function apart<T>(
  session: Session,
  job: Job,
  role: string,
  work: () => Promise<T>,
): Promise<T> {
  if (!switchesRole(job)) return work();
  await session.execute(`BEGIN; ${ownRoleSql(job, role)}`);
  const result = await work();
  await session.execute('COMMIT');
  return result;
}

/** To go before statements about the history, in a transaction that ends with them. */
export function ownRoleSql(job: Job, role: string): string {
  return switchesRole(job)
    ? `SET LOCAL SESSION AUTHORIZATION DEFAULT; SET LOCAL ROLE ${quoted(role)};`
    : '';
}

function switchesRole({ migration }: Job): boolean {
  return migration.parts.some(({ statements }) =>
    statements.some(
      ({ deed, sql }) =>
        (deed.kind === 'setting' && /^(role|session_authorization)$/.test(deed.name)) ||
        /^set\s+local\s+(role|session\s+authorization)\b/i.test(sql),
    ),
  );
}
