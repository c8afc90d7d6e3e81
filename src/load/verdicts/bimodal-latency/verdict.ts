import { ms, percent } from '../../../report/number.ts';
import { Histogram } from '../../../http/histogram.ts';
import type { TimelineRow } from '../../load-result.ts';
import { wholeRows } from '../rows.ts';
import type { LoadVerdict, Measurement } from '../verdict.ts';
import { modesOf, type Modes } from './modes.ts';

/** The same request is either fast or slow, and seldom between: two things hide behind one figure. */
export const bimodalLatency: LoadVerdict = {
  id: 'bimodal-latency',
  judge(result) {
    if (wholeRows(result).length === 0) return undefined;
    for (const { name, latency } of candidatesOf(result)) {
      const modes = modesOf(latency);
      if (modes === undefined || !isThroughout(result, modes)) continue;
      return {
        id: 'bimodal-latency',
        severity: 'info',
        title: `${name} two kinds of answers: ${percent(1 - modes.highShare)} of them take about ${ms(modes.lowMs)}ms, ${percent(modes.highShare)} about ${ms(modes.highMs)}ms.`,
        fix: fixFor(modes),
        evidence: {
          low_mode_ms: modes.lowMs,
          high_mode_ms: modes.highMs,
          valley_ms: modes.valleyMs,
          low_share: 1 - modes.highShare,
          high_share: modes.highShare,
          requests: latency.count,
        },
        key: 'bimodal-latency',
      };
    }
    return undefined;
  },
};

interface Candidate {
  readonly name: string;
  readonly latency: Histogram;
}

/** Requests of one kind with responses of one kind: a mix of either has several modes by its nature. */
function candidatesOf({ operations, classes }: Measurement): readonly Candidate[] {
  if (operations.length <= 1) {
    return classes
      .filter(({ name }) => name === '2xx')
      .map(({ latency }) => ({ name: 'There are', latency }));
  }
  return operations
    .filter(({ statuses, latency }) => {
      const [first] = statuses.toSorted(([, a], [, b]) => b - a);
      return (first?.[1] ?? 0) >= latency.count * oneKindMin;
    })
    .map(({ name, latency }) => ({ name: `${name} has`, latency }));
}

/** The rest is below the 5 % that make a mode. */
const oneKindMin = 0.97;

/**
 * Both modes must be there most of the time: fast requests until something happens, and slow ones from then on, are a
 * change, not two kinds. Rows do not tell operations apart; there, the mix keeps them company.
 */
function isThroughout(result: Measurement, { valleyMs, highShare }: Modes): boolean {
  if (result.operations.length > 1) return true;
  const parts = partsOf(wholeRows(result));
  const mixed = parts.filter((latency) => {
    const slow = 1 - latency.shareUpTo(valleyMs * 1000);
    return slow >= highShare * presentMin && 1 - slow >= (1 - highShare) * presentMin;
  });
  return mixed.length >= parts.length * partsShareMin;
}

/** Tenths of the run: with 500 requests, each can be expected to have some of a mode of 5 %. */
function partsOf(rows: readonly TimelineRow[]): readonly Histogram[] {
  const groups = Map.groupBy([...rows.entries()], ([index]) =>
    Math.floor((index * 10) / rows.length),
  );
  return [...groups.values()].map((group) => {
    const latency = new Histogram();
    for (const [, row] of group) latency.add(row.latency);
    return latency;
  });
}

const presentMin = 1 / 3;
const partsShareMin = 0.6;

function fixFor({ lowMs, highMs }: Modes): string {
  return highMs >= delayedAckMs[0] && highMs <= delayedAckMs[1] && lowMs < delayedAckMs[0] / 4
    ? 'Look for small writes without TCP_NODELAY first: 40 ms is how long Linux delays an acknowledgement; then for cache misses, or one slow instance.'
    : 'Split the requests by what tells them apart: cache hits and misses, instances behind a load balancer, large and small records.';
}

/** Nagle's algorithm waits for the acknowledgement that the other side delays, 40 ms on Linux (TCP_DELACK_MIN). */
const delayedAckMs: readonly [low: number, high: number] = [38, 47];
