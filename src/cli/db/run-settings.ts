import { defaultSettings, type RunSettings } from '../../db/migrate/run/run.ts';
import type { DbRunFlags } from '../commands/db-run-flags.ts';

/** How to carry migrations out, as the flags say it. */
export function runSettings(flags: DbRunFlags): RunSettings {
  return {
    lockTimeoutMs: flags.lockTimeout ?? defaultSettings.lockTimeoutMs,
    lockRetryForMs: flags.lockRetryFor ?? defaultSettings.lockRetryForMs,
    lockWaitMs: flags.lockWait ?? defaultSettings.lockWaitMs,
    statementTimeoutMs: flags.statementTimeout,
    maxTransactionAgeMs: flags.maxTransactionAge ?? defaultSettings.maxTransactionAgeMs,
    maxLagMs: flags.maxLag ?? defaultSettings.maxLagMs,
    force: new Set(flags.force),
    resume: flags.resume,
  };
}
