import type { Session } from '../../../postgres/session.ts';
import type { Job } from './job.ts';

/**
 * A session as a migration finds it: nothing left of the one before, and none of the limits that a role may have for its
 * everyday work. Settings of parts of the file that are done already hold for the rest of it.
 */
export async function prepareSession(session: Session, job: Job, index: number): Promise<void> {
  await session.execute(
    `RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL; DISCARD TEMP; ${unlimited(session.major)}`,
  );
  // A waiting statement makes an autovacuum step aside when it looks for deadlocks; that is after a second, too late here.
  await session.execute(
    `DO $$ BEGIN SET deadlock_timeout = '10ms'; EXCEPTION WHEN insufficient_privilege THEN NULL; END $$`,
  );
  for (const { statements } of job.migration.parts.slice(0, index)) {
    for (const { sql, deed } of statements) {
      if (deed.kind === 'setting') await session.execute(sql);
    }
  }
}

function unlimited(major: number): string {
  const names = [
    'statement_timeout',
    'lock_timeout',
    'idle_in_transaction_session_timeout',
    'idle_session_timeout',
    ...(major >= 17 ? ['transaction_timeout'] : []),
  ];
  return names.map((name) => `SET ${name} = 0;`).join(' ');
}
