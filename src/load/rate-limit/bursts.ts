import type { Decisions } from './decisions.ts';
import { countWithin, middleMs } from './spans.ts';

/** Admissions in a row, between two silences. */
export interface Burst {
  /** Position of the first one among the admissions. */
  readonly first: number;
  readonly count: number;
  /** When the limiter opened, which is when the first one was admitted. */
  readonly opensMs: number;
  /** Whether refusals follow, so that it ended because the limit was reached, not because the run did. */
  readonly closed: boolean;
}

/** A stretch of time in which requests came and all were refused. */
export interface Silence {
  /** Position of the first admission after it; how many there are, where it lasted to the end. */
  readonly before: number;
  readonly lengthMs: number;
}

/** All silences that are certain: no admission can have been decided in them, and at least one refusal was. */
export function silencesOf({ admitted, refused }: Decisions): readonly Silence[] {
  const silences: Silence[] = [];
  let fromMs = refused.fromMs[0] ?? Number.POSITIVE_INFINITY;
  for (let index = 0; index < admitted.count; index += 1) {
    const toMs = admitted.fromMs[index] ?? 0;
    if (toMs > fromMs && countWithin(refused, fromMs, toMs) > 0) {
      silences.push({ before: index, lengthMs: toMs - fromMs });
    }
    const decidedMs = admitted.toMs[index] ?? 0;
    fromMs = index === 0 ? decidedMs : Math.max(fromMs, decidedMs);
  }
  const endMs = refused.endsMs.at(-1) ?? 0;
  if (admitted.count > 0 && countWithin(refused, fromMs, endMs) > 0) {
    silences.push({ before: admitted.count, lengthMs: endMs - fromMs });
  }
  return silences;
}

/** The bursts between silences of at least `lengthMs`. */
export function burstsBetween(
  decisions: Decisions,
  silences: readonly Silence[],
  lengthMs: number,
): readonly Burst[] {
  const { admitted } = decisions;
  const ends = silences.flatMap((silence) => (silence.lengthMs >= lengthMs ? silence.before : []));
  const starts = [0, ...ends.filter((end) => end < admitted.count)];
  return starts.map((first, index) => {
    const end = ends[index];
    const count = (end ?? admitted.count) - first;
    return { first, count, opensMs: opening(decisions, first, count), closed: end !== undefined };
  });
}

function opening({ admitted }: Decisions, first: number, count: number): number {
  let firstMs = Number.POSITIVE_INFINITY;
  for (let index = first; index < first + count; index += 1) {
    // They are in the order of their earliest times.
    if ((admitted.fromMs[index] ?? 0) > firstMs) break;
    firstMs = Math.min(firstMs, middleMs(admitted, index));
  }
  return firstMs;
}
