import { durationText } from '../../base/duration.ts';
import { ms, withSeparators } from '../number.ts';
import { plotBox } from './plot-box.ts';
import { logTicks, niceStep, niceTicks, timeTicks } from './ticks.ts';

/** Where values go on a chart. */
export interface Axis {
  /** Position on the drawing. Values beyond the ends go to the ends. */
  readonly place: (value: number) => number;
  readonly ticks: readonly Tick[];
  /** What the values are: `ms`. */
  readonly label: string;
}

export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** The upward axis for values from 0, up to a round number. */
export function upFromZero(values: readonly number[], label: string): Axis {
  const most = Math.max(largest(values), leastTop);
  const step = niceStep(most / upTicksMax);
  const top = Math.max(1, Math.ceil(most / step - 1e-9)) * step;
  return {
    place: between(0, top, upward),
    ticks: ticksOf(niceTicks(0, top, upTicksMax + 1), ms),
    label,
  };
}

/** The same for counts, which have no fractions. */
export function upCounts(counts: readonly number[], label: string): Axis {
  return upFromZero([...counts, upTicksMax], label);
}

/** The upward axis for latencies: logarithmic where the slowest would press all others to the ground. */
export function upLatency(valuesMs: readonly number[]): Axis {
  const positive = valuesMs.filter((value) => value > 0);
  const low = Math.min(...positive);
  const high = largest(positive);
  if (!(high / low > logFrom)) return upFromZero(valuesMs, 'ms');
  return {
    place: logBetween(low, high, upward),
    ticks: ticksOf(logTicks(low, high, upTicksMax + 1), ms),
    label: 'ms, logarithmic',
  };
}

/** The axis along time since the start. */
export function alongTime(spanMs: number): Axis {
  return {
    place: between(0, spanMs, along),
    ticks: ticksOf(timeTicks(spanMs, alongTicksMax), (timeMs) =>
      timeMs === 0 ? '0' : durationText(timeMs),
    ),
    label: 'time since start',
  };
}

/** The axis along values, from the first to the last; logarithmic where they span more than a decade. */
export function alongValues(low: number, high: number, label: string): Axis {
  if (low > 0 && high / low > 10) {
    return {
      place: logBetween(low, high, along),
      ticks: ticksOf(logTicks(low, high, alongTicksMax), ms),
      label: `${label}, logarithmic`,
    };
  }
  return {
    place: between(low, high, along),
    ticks: ticksOf(niceTicks(low, high, alongTicksMax), ms),
    label,
  };
}

/**
 * The axis along shares by their number of nines, so that p90, p99 and p99.9 are equally far apart and the tail, where
 * users suffer, is as wide as the rest. Up to the largest of `count` values.
 */
export function alongNines(count: number): Axis {
  const most = ninesOf(1 - 1 / Math.max(10, count));
  const place = between(0, most, along);
  const ticks = nineTicks.filter(({ value }) => ninesOf(value) <= most + 0.01);
  return {
    place: (share) => place(ninesOf(share)),
    ticks: ticks.filter(({ value }) => value > 0.5 || most < crowdedNines),
    label: 'percentile',
  };
}

/** How many nines a share has: 0.9 has one, 0.99 two, 0.5 has 0.3. */
export function ninesOf(share: number): number {
  return -Math.log10(1 - share);
}

const along: readonly [number, number] = [plotBox.left, plotBox.right];
const upward: readonly [number, number] = [plotBox.bottom, plotBox.top];
/** Steps of still smaller axes would have no place among the numbers. */
const leastTop = 1e-9;
const alongTicksMax = 7;
const upTicksMax = 5;
/** Times that the slowest takes longer than the fastest before the axis becomes logarithmic. */
const logFrom = 40;
/** From so many nines on, p50 is too near to the corner for a label. */
const crowdedNines = 6;

const nineTicks: readonly Tick[] = [
  { value: 0.5, label: 'p50' },
  ...[0.9, 0.99, 0.999, 0.9999, 0.99999, 0.999999, 0.9999999].map((value) => ({
    value,
    label: `p${Number((value * 100).toPrecision(9))}`,
  })),
];

function between(
  low: number,
  high: number,
  [from, to]: readonly [number, number],
): (value: number) => number {
  const span = high - low || 1;
  return (value) => from + ((Math.min(high, Math.max(low, value)) - low) / span) * (to - from);
}

function logBetween(
  low: number,
  high: number,
  range: readonly [number, number],
): (value: number) => number {
  const place = between(Math.log(low), Math.log(high), range);
  return (value) => place(Math.log(Math.max(low, value)));
}

function ticksOf(
  values: readonly number[],
  format: (value: number) => string = withSeparators,
): readonly Tick[] {
  return values.map((value) => ({ value, label: format(value) }));
}

function largest(values: readonly number[]): number {
  return Math.max(0, ...values.filter((value) => Number.isFinite(value)));
}
