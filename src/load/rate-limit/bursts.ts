import type { Decisions } from './decisions.ts';
import { countWithin, middleMs } from './spans.ts';

/** Admissions in a row, between two silences. */
export interface Burst {
  /** Position of the first one among the admissions. */
  readonly first: number;
  readonly count: number;
  /** When the limiter opened, which is when the first one was admitted. */
  readonly opensMs: number;
  /** From then to the last one. */
  readonly usedMs: number;
  /** How long everybody was refused after that; 0 where the run ended with admissions. */
  readonly silentMs: number;
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
  const long = silences.filter((silence) => silence.lengthMs >= lengthMs);
  const starts = [0, ...long.flatMap(({ before }) => (before < admitted.count ? before : []))];
  return starts.map((first, index) => {
    const silence = long[index];
    const end = silence?.before ?? admitted.count;
    const opensMs = opening(decisions, first, end - first);
    return {
      first,
      count: end - first,
      opensMs,
      usedMs: Math.max(0, (admitted.fromMs[end - 1] ?? 0) - opensMs),
      silentMs: silence?.lengthMs ?? 0,
    };
  });
}

/**
 * Whether a burst is a whole window's for sure: it was used up in less than half of the time, so that no window can have
 * passed unnoticed within it.
 */
export function isQuick({ usedMs, silentMs }: Burst): boolean {
  return usedMs < silentMs;
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
