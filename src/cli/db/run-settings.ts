import { didYouMean } from '../../base/suggest.ts';
import { TrivetError } from '../../base/errors.ts';
import { hazards } from '../../db/hazards/index.ts';
import { drifts } from '../../db/migrate/drift.ts';
import { defaultSettings, type RunSettings } from '../../db/migrate/run/settings.ts';
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

/** What a person goes on with all the same. Throws `USAGE` for a name that refuses nothing. */
export function allowedNames({ allow = [] }: DbRunFlags): ReadonlySet<string> {
  const known = [
    ...drifts,
    ...hazards.filter(({ blocking }) => blocking === true).map(({ id }) => id),
  ];
  const unknown = allow.find((name) => !known.includes(name));
  if (unknown === undefined) return new Set(allow);
  throw new TrivetError(
    'USAGE',
    `--allow: nothing is called "${unknown}"${didYouMean(unknown, known)}`,
    {
      hint: `Give one of ${known.join(', ')}.`,
    },
  );
}
