import type { Job } from './job.ts';

/** For the rest of a transaction; `undefined` leaves a limit as it is. */
export function limitsSql(lockMs: number | undefined, statementMs: number | undefined): string {
  const limits = { lock_timeout: lockMs, statement_timeout: statementMs };
  return Object.entries(limits)
    .flatMap(([name, ms]) =>
      ms === undefined ? [] : `SET LOCAL ${name} = ${Math.max(1, Math.round(ms))};`,
    )
    .join(' ');
}

/** The locks that a transaction has while it waits for the next one hold up others, too: the limit is for all of them. */
export function limitLeftMs(limitMs: number, elapsedMs: number): number {
  return Math.max(limitMs / 5, limitMs - elapsedMs);
}

/** A file that says how long to wait for locks means it. */
export function limitsItself({ migration }: Job): boolean {
  return migration.parts.some(({ statements }) =>
    statements.some(({ sql }) => /^set\s+(?:local\s+|session\s+)?lock_timeout\b/i.test(sql)),
  );
}
