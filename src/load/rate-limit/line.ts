/** How many admissions there were by a time, as long as they come at a steady rate. */
export interface Line {
  readonly perMs: number;
  /** Admissions by time 0, if it had always been like this. */
  readonly atZero: number;
}

/**
 * The line through the admissions from this position on that a few disturbed ones do not move: the median of the rates over
 * a quarter of them each (after Theil and Sen). Undefined where they are too few to make a rate. Times ascend.
 */
export function steadyLine(timesMs: Float64Array, first: number): Line | undefined {
  const count = timesMs.length - first;
  if (count < admissionsMin) return undefined;
  const apart = Math.max(2, Math.floor(count / 4));
  const starts = timesMs.subarray(first, timesMs.length - apart);
  const stepsMs = starts.map((timeMs, index) => (timesMs[first + index + apart] ?? 0) - timeMs);
  const stepMs = median(stepsMs);
  if (stepMs <= 0) return undefined;
  const perMs = apart / stepMs;
  const atZero = median(
    timesMs.subarray(first).map((timeMs, index) => first + index + 1 - perMs * timeMs),
  );
  return { perMs, atZero };
}

export function numberAt({ perMs, atZero }: Line, timeMs: number): number {
  return atZero + perMs * timeMs;
}

function median(values: Float64Array): number {
  return values.toSorted()[Math.floor(values.length / 2)] ?? 0;
}

const admissionsMin = 4;
