import type { Burst } from './bursts.ts';
import type { Decisions } from './decisions.ts';
import { countWithin, type Spans } from './spans.ts';
import type { WindowFit } from './windows.ts';

export type WindowKind = 'fixed window' | 'sliding window' | 'fixed or sliding window';

/**
 * Tells fixed windows from sliding ones. Under a flood both let the same number through in each period. But a fixed window,
 * once open, refuses nobody until it is used up, while in a sliding one places come free one by one, as fast as the burst
 * before used them: its bursts have refusals in their midst. Where bursts are as short as the time in which one request is
 * decided, nothing can be seen in their midst.
 */
export function windowKind({ bursts, limit }: WindowFit, decisions: Decisions): WindowKind {
  // Two windows that run into each other have refusals between them; and the first burst has no burst before it.
  const single = bursts.slice(1).filter(({ count }) => count > 0 && count <= limit * 1.1);
  let refusing = 0;
  let admissions = 0;
  for (const burst of single) {
    const [fromMs, toMs] = midst(decisions.admitted, burst);
    if (countWithin(decisions.refused, fromMs, toMs) > 0) refusing += 1;
    admissions += admittedWithin(decisions.admitted, burst, fromMs, toMs);
  }
  // A single burst may be two windows that ran into each other unseen.
  if (refusing > 1 && refusing >= single.length / 2) return 'sliding window';
  const isSeen = admissions >= Math.max(admissionsMin, (single.length * limit) / 2);
  return refusing === 0 && isSeen ? 'fixed window' : 'fixed or sliding window';
}

/** The time in which the limiter was certainly open: after the first admission was decided, before the last was sent. */
function midst(admitted: Spans, { first, count }: Burst): readonly [fromMs: number, toMs: number] {
  const fromMs = admitted.toMs
    .subarray(first, first + count)
    .reduce((least, toMs) => Math.min(least, toMs), Number.POSITIVE_INFINITY);
  return [fromMs, admitted.fromMs[first + count - 1] ?? 0];
}

function admittedWithin(
  admitted: Spans,
  { first, count }: Burst,
  afterMs: number,
  beforeMs: number,
): number {
  let within = 0;
  for (let index = first; index < first + count; index += 1) {
    const after = (admitted.fromMs[index] ?? 0) > afterMs;
    if (after && (admitted.toMs[index] ?? 0) < beforeMs) within += 1;
  }
  return within;
}

/** With so many admissions in the midst of bursts, a sliding window has practically always refused somebody there. */
const admissionsMin = 100;
