import type { Act } from '../acts/act.ts';
import { type HeldLock, lockOf } from '../acts/locks.ts';
import type { Hazard } from '../hazard.ts';

/** While a statement waits for its lock, everybody else waits behind it, and nothing ends that. */
export const noLockTimeout: Hazard = {
  id: 'no-lock-timeout',
  // `trivet db migrate` sets one for each statement, and so do others.
  pedantic: true,
  judge({ acts }, { earlier, settingOf, isNew }) {
    if ((settingOf('lock_timeout') ?? '0') !== '0') return [];
    const locks = (some: readonly Act[]): readonly HeldLock[] =>
      some.flatMap((act) => lockOf(act) ?? []).filter(({ table }) => !isNew(table));
    const [first] = locks(acts);
    // Once for a migration: at its first lock.
    if (first === undefined || locks(earlier()).length > 0) return [];
    return [
      {
        subject: first.table,
        severity: 'info',
        title: `${first.by} waits for its lock on ${first.table} without a limit, and all others wait behind it`,
        fix: "SET lock_timeout = '2s' before it, and try again when it fails; trivet db migrate does both.",
        table: first.table,
        lock: first.mode,
      },
    ];
  },
};
