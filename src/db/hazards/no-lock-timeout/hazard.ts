import { lockOf } from '../acts/locks.ts';
import type { Hazard } from '../hazard.ts';

/** While a statement waits for its lock, everybody else waits behind it, and nothing ends that. */
export const noLockTimeout: Hazard = {
  id: 'no-lock-timeout',
  // `trivet db migrate` sets one for each statement, and so do others.
  pedantic: true,
  judge({ acts }, { earlier, settingOf, isNew }) {
    if ((settingOf('lock_timeout') ?? '0') !== '0') return [];
    const held = [...earlier, ...acts].flatMap((act) => lockOf(act) ?? []);
    const first = held.find(({ table }) => !isNew(table));
    // Once for a migration: at its first lock.
    const isHere = first !== undefined && acts.some((act) => lockOf(act)?.table === first.table);
    const isFirst = !earlier.some((act) => lockOf(act)?.table === first?.table);
    if (!isHere || !isFirst) return [];
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
