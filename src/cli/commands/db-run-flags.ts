import type { FlagParametersForType } from '@stricli/core';
import { type Caution, cautions, type Resume } from '../../db/migrate/run/settings.ts';
import type { CliContext, SharedFlags } from '../context.ts';
import { duration } from '../load/parsers.ts';
import { sharedFlags } from './shared-flags.ts';

/** What `trivet db migrate` and `trivet db rollback` have in common. Times in ms. */
export interface DbRunFlags extends SharedFlags {
  readonly connection: string | undefined;
  readonly dryRun: boolean | undefined;
  readonly sql: boolean | undefined;
  readonly allow: readonly string[] | undefined;
  readonly force: readonly Caution[] | undefined;
  readonly resume: Resume | undefined;
  readonly lockTimeout: number | undefined;
  readonly lockRetryFor: number | undefined;
  readonly lockWait: number | undefined;
  readonly statementTimeout: number | undefined;
  readonly maxTransactionAge: number | undefined;
  readonly maxLag: number | undefined;
  readonly shadow: string | undefined;
}

const text = { kind: 'parsed', optional: true, parse: String } as const;
const yes = { kind: 'boolean', optional: true, withNegated: false } as const;
const time = { kind: 'parsed', optional: true, parse: duration } as const;

export const runFlags: FlagParametersForType<DbRunFlags, CliContext> = {
  connection: { ...text, brief: 'The database, as postgres://… (default: $DATABASE_URL)' },
  dryRun: {
    ...yes,
    brief:
      'Rehearse on a shadow: say for each statement what it locks, blocks and how long it takes',
  },
  sql: { ...yes, brief: 'Print what would be run, and run nothing' },
  allow: {
    ...text,
    variadic: true,
    brief:
      'Go on all the same: edited, out-of-order, or the id of a hazard (data-loss); repeatable',
  },
  force: {
    kind: 'enum',
    values: cautions,
    optional: true,
    variadic: true,
    brief: 'Do not wait for a better time: lag, long-transactions; repeatable',
  },
  resume: {
    kind: 'enum',
    values: ['done', 'again'],
    optional: true,
    brief:
      'What became of an interrupted statement that trivet asked about: done, or to be run again',
  },
  lockTimeout: {
    ...time,
    brief:
      'How long a statement waits for a lock, with clients queued up behind it (default: 50ms)',
  },
  lockRetryFor: { ...time, brief: 'How long to try again for a lock (default: 5m)' },
  lockWait: { ...time, brief: 'How long to wait for another run of migrations (default: 1m)' },
  statementTimeout: {
    ...time,
    brief: 'Limit for statements within transactions (default: none)',
  },
  maxTransactionAge: {
    ...time,
    brief: 'Refuse while a transaction has been open for longer (default: 10m)',
  },
  maxLag: { ...time, brief: 'Refuse while a standby is further behind (default: 30s)' },
  shadow: {
    ...text,
    brief:
      'With --dry-run: rehearse on a scratch database of this server (default: an embedded one)',
  },
  ...sharedFlags,
};

export const runPlaceholders: Readonly<Record<string, string>> = {
  connection: 'URL',
  allow: 'NAME',
  force: 'NAME',
  resume: 'done|again',
  lockTimeout: 'TIME',
  lockRetryFor: 'TIME',
  lockWait: 'TIME',
  statementTimeout: 'TIME',
  maxTransactionAge: 'TIME',
  maxLag: 'TIME',
  shadow: 'URL',
};
