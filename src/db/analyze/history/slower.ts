import type { HistoryLine } from './history-line.ts';

/** A statement that takes longer than it did. */
export interface SlowerStatement {
  readonly id: string;
  readonly text: string;
  /** When it was as fast, ISO 8601. */
  readonly at: string;
  readonly meanMsThen: number;
  readonly meanMsNow: number;
  readonly callsThen: number;
  readonly callsNow: number;
}

// The rule stands in the help of the command, too. Fewer calls, or less of a difference, are noise: other values, a cold cache.
const CALLS_MIN = 30;
const TIMES_MIN = 1.5;
const DIFFERENCE_MS_MIN = 1;

/**
 * Statements of this run that take at least half as long again as in the last run before it that had enough calls, and at least a
 * millisecond more; the one that costs the most more first.
 */
export function slowerThanBefore(
  now: readonly HistoryLine[],
  history: readonly HistoryLine[],
): readonly SlowerStatement[] {
  const enough = history.filter(({ calls }) => calls >= CALLS_MIN);
  const last = new Map(enough.map((line) => [keyOf(line), line]));
  return now
    .flatMap((line) => {
      const then = last.get(keyOf(line));
      return then === undefined || line.calls < CALLS_MIN ? [] : [compared(line, then)];
    })
    .filter(({ meanMsThen, meanMsNow }) => {
      const isLonger = meanMsNow >= meanMsThen * TIMES_MIN;
      return isLonger && meanMsNow - meanMsThen >= DIFFERENCE_MS_MIN;
    })
    .toSorted((a, b) => extraMs(b) - extraMs(a));
}

function compared(now: HistoryLine, then: HistoryLine): SlowerStatement {
  return {
    id: now.id,
    text: now.text,
    at: then.at,
    meanMsThen: then.totalMs / then.calls,
    meanMsNow: now.totalMs / now.calls,
    callsThen: then.calls,
    callsNow: now.calls,
  };
}

function extraMs({ meanMsNow, meanMsThen, callsNow }: SlowerStatement): number {
  return (meanMsNow - meanMsThen) * callsNow;
}

function keyOf({ database, id }: HistoryLine): string {
  return `${database}\n${id}`;
}
