import { seededRandom } from '../base/random.ts';

/** A stretch of an open model, its rate linear from start to end: a stage, a ramp, or (both 0) a pause. */
export interface RateStep {
  /** `Infinity` for a last one that goes on until somebody stops. */
  readonly durationMs: number;
  /** Requests per second. */
  readonly fromRate: number;
  readonly toRate: number;
}

export interface ArrivalOptions {
  readonly shape: readonly RateStep[];
  readonly arrivals: 'constant' | 'poisson';
  /** Of the whole run: all workers have the same. */
  readonly seed: number;
  /** From 0. */
  readonly worker: number;
  readonly workers: number;
}

export interface Arrivals {
  /** When the next request of this worker is due, in milliseconds since the start; `Infinity` at the end, for ever. */
  nextDueMs(): number;
}

/**
 * The schedule of an open model. Arrival n (from 0) belongs to worker n mod workers, and every worker finds its own
 * without talking to the others. With R(t) the integral of the rate up to t, arrival n is due when R(t) = n; of a
 * Poisson process, when R(t) is the sum of n + 1 exponential gaps of mean 1 (time rescaling: Çinlar, Introduction to
 * Stochastic Processes, 1975, section 4.7), which is exact for ramps as well. Each time is computed from n and not from
 * the one before, so that nothing drifts.
 */
export function createArrivals(options: ArrivalOptions): Arrivals {
  const { shape, arrivals, seed, worker, workers } = options;
  const inverse = createInverse(shape);
  if (arrivals === 'constant') {
    let n = worker - workers;
    return {
      nextDueMs(): number {
        n += workers;
        return inverse(n);
      },
    };
  }
  const random = seededRandom(seed);
  // An array, because a variable of a closure would be boxed anew each time.
  const sum = new Float64Array(1);
  let skip = worker;
  return {
    nextDueMs(): number {
      // The gaps of the other workers' arrivals are drawn here as well: that is what makes talking needless.
      for (let gap = 0; gap <= skip; gap += 1) sum[0] = (sum[0] ?? 0) - Math.log(1 - random());
      skip = workers - 1;
      return inverse(sum[0] ?? 0);
    },
  };
}

interface Segment {
  readonly startMs: number;
  /** Arrivals before it. */
  readonly before: number;
  readonly after: number;
  readonly fromRate: number;
  /** Change of the rate, per second and second. */
  readonly slope: number;
}

/** When so many arrivals are reached. The argument may only grow from call to call. */
function createInverse(shape: readonly RateStep[]): (arrivals: number) => number {
  const segments = segmentsOf(shape);
  let place = 0;
  return (arrivals) => {
    let segment = segments[place];
    while (segment !== undefined && arrivals >= segment.after * roundingSlack) {
      place += 1;
      segment = segments[place];
    }
    if (segment === undefined) return Number.POSITIVE_INFINITY;
    return segment.startMs + 1000 * timeWithin(segment, Math.max(0, arrivals - segment.before));
  };
}

/**
 * Seconds t with fromRate t + slope t² / 2 = arrivals. The root in the form without cancellation, which also holds for
 * a slope of 0 (Goldberg, What every computer scientist should know about floating-point arithmetic, 1991, section 1.4).
 */
function timeWithin({ fromRate, slope }: Segment, arrivals: number): number {
  if (arrivals === 0) return 0;
  // At the end of a ramp down to 0 the root is 0, and rounding may put it below.
  const root = Math.sqrt(Math.max(0, fromRate * fromRate + 2 * slope * arrivals));
  return (2 * arrivals) / (fromRate + root);
}

/** 1,000 s of 0.1 per second are 100 arrivals and not a hair more, which would be one too many. */
const roundingSlack = 1 - 1e-12;

function segmentsOf(shape: readonly RateStep[]): readonly Segment[] {
  const segments: Segment[] = [];
  let startMs = 0;
  let before = 0;
  for (const { durationMs, fromRate, toRate } of shape) {
    const isPause = fromRate === 0 && toRate === 0;
    const after = isPause ? before : before + ((fromRate + toRate) / 2) * (durationMs / 1000);
    const slope = (toRate - fromRate) / (durationMs / 1000);
    segments.push({ startMs, before, after, fromRate, slope });
    startMs += durationMs;
    before = after;
  }
  return segments;
}
