import type { Session } from '../../../postgres/session.ts';
import type { MigrateEvent } from '../events.ts';

/** What carrying out migrations takes from the world around it. */
export interface MigrateIo {
  readonly connect: () => Promise<Session>;
  /** One more connection, to look at the first; absent where there can be only one (PGlite). */
  readonly watch?: () => Promise<Session>;
  /** Fires at Ctrl-C. */
  readonly signal: AbortSignal;
  readonly report: (event: MigrateEvent) => void;
  /** From 0 to 1. */
  readonly random: () => number;
  /** A clock in ms that never goes back. */
  readonly now: () => number;
}

export interface RunSettings {
  /** How long a statement may wait for a lock, with everybody else queued up behind it. */
  readonly lockTimeoutMs: number;
  /** How long to try again for a lock. */
  readonly lockRetryForMs: number;
  /** How long to wait for another run of migrations. */
  readonly lockWaitMs: number;
  /** Of statements within transactions; `undefined`: no limit. */
  readonly statementTimeoutMs: number | undefined;
  /** Older transactions in this database make it unwise to begin. */
  readonly maxTransactionAgeMs: number;
  /** Standbys that are further behind make it unwise. */
  readonly maxLagMs: number;
  readonly force: ReadonlySet<Caution>;
  /** What a person has found out about a statement that an earlier run did not see the end of. */
  readonly resume: Resume | undefined;
}

export type Resume = 'done' | 'again';

/** What makes it unwise to apply a migration now; `--force` takes these names. */
export const cautions = ['lag', 'long-transactions'] as const;

export type Caution = (typeof cautions)[number];

export const defaultSettings: RunSettings = {
  // Two locks in one statement may each take so long, and clients are to wait for at most 100 ms.
  lockTimeoutMs: 50,
  lockRetryForMs: 300_000,
  lockWaitMs: 60_000,
  statementTimeoutMs: undefined,
  maxTransactionAgeMs: 600_000,
  maxLagMs: 30_000,
  force: new Set(),
  resume: undefined,
};
