/**
 * Round values from `low` to `high`, at most `max` of them: multiples of 1, 2 or 5 times a power of ten (P. Heckbert,
 * "Nice numbers for graph labels", Graphics Gems, 1990).
 */
export function niceTicks(low: number, high: number, max: number): readonly number[] {
  const step = niceStep((high - low) / Math.max(1, max - 1));
  return multiples(step, low, high);
}

/** The smallest of 1, 2, 5 times a power of ten that is not below `rough`. */
export function niceStep(rough: number): number {
  if (!(rough > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5].find((one) => one * power >= rough * (1 - slack)) ?? 10;
  return clean(factor * power);
}

/** 1, 2 and 5 times the powers of ten from `low` to `high`; the powers alone, or fewer, where that makes too many. */
export function logTicks(low: number, high: number, max: number): readonly number[] {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const choices = [[1, 2, 5], [1]].map((factors) => logValues(factors, first, last, 1));
  const decades = Math.ceil((last - first + 1) / max);
  const all = [...choices, logValues([1], first, last, decades)];
  const inside = all.map((values) => values.filter((value) => isBetween(value, low, high)));
  return inside.find((values) => values.length <= max) ?? inside.at(-1) ?? [];
}

/** Round points in time from 0 to `spanMs`, at most `max` of them, in the units that clocks have. */
export function timeTicks(spanMs: number, max: number): readonly number[] {
  const step = timeStepsMs.find((one) => spanMs / one <= max - 1) ?? niceStep(spanMs / (max - 1));
  return multiples(step, 0, spanMs);
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const timeStepsMs: readonly number[] = [
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  200,
  500,
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12, 24, 48, 96, 168].map((count) => count * hour),
];

/** Keeps 0.1 + 0.2 from being more than 0.3. */
const slack = 1e-9;

function multiples(step: number, low: number, high: number): readonly number[] {
  const first = Math.ceil(low / step - slack);
  const last = Math.floor(high / step + slack);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    clean((first + index) * step),
  );
}

function logValues(
  factors: readonly number[],
  first: number,
  last: number,
  every: number,
): readonly number[] {
  const powers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return powers
    .filter((power) => (power - first) % every === 0)
    .flatMap((power) => factors.map((factor) => clean(factor * 10 ** power)));
}

function isBetween(value: number, low: number, high: number): boolean {
  return value >= low * (1 - slack) && value <= high * (1 + slack);
}

/** Without the noise of binary fractions: labels are made from it. */
function clean(value: number): number {
  return Number(value.toPrecision(12));
}
