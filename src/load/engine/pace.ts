import type { Stage } from './plan.ts';

/** The value of a shape at a time; before the first stage its start, after the last its end. */
export function valueAt(stages: readonly Stage[], atMs: number): number {
  let startMs = 0;
  for (const { durationMs, from, to } of stages) {
    if (atMs < startMs + durationMs) {
      return from + ((to - from) * Math.max(0, atMs - startMs)) / durationMs;
    }
    startMs += durationMs;
  }
  return stages.at(-1)?.to ?? 0;
}

/** The largest value of a shape. */
export function peakOf(stages: readonly Stage[]): number {
  return Math.max(0, ...stages.flatMap(({ from, to }) => [from, to]));
}

/** Back-off before a connection is tried again: none the first time, then 10 ms doubling up to 1 s, ± a half by chance. */
export function backOffMs(faultsInRow: number, random: () => number): number {
  if (faultsInRow <= 1) return 0;
  const stepMs = Math.min(backOffMsMax, 10 * 2 ** Math.min(faultsInRow - 2, 10));
  return stepMs * (0.5 + random());
}

const backOffMsMax = 1000;
