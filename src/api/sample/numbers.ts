import type { JsonObject } from '../../base/json.ts';

/** Numbers that suit the bounds and the step of a schema, small ones first; ten at the most. */
export function numbersFor(keywords: JsonObject, isInteger: boolean): readonly number[] {
  const step = stepOf(keywords, isInteger);
  const low = lowest(keywords, step);
  const high = highest(keywords, step);
  const found = new Set<number>();
  for (const wish of [
    1,
    0,
    low,
    low + step,
    low + 2 * step,
    high,
    high - step,
    (low + high) / 2,
    -1,
    step,
  ]) {
    for (const value of [Math.ceil(wish / step), Math.floor(wish / step)]) {
      const number = tidy(value * step);
      if (Number.isFinite(number) && number >= low && number <= high)
        found.add(number === 0 ? 0 : number);
    }
  }
  if (!isInteger && keywords['multipleOf'] === undefined) {
    for (const bound of [low, high]) if (Number.isFinite(bound) && low <= high) found.add(bound);
  }
  return [...found];
}

function stepOf(keywords: JsonObject, isInteger: boolean): number {
  const multiple = numeric(keywords, 'multipleOf');
  if (multiple !== undefined && multiple > 0) {
    return isInteger && !Number.isInteger(multiple) ? integerMultiple(multiple) : multiple;
  }
  if (isInteger) return 1;
  const low = numeric(keywords, 'minimum') ?? numeric(keywords, 'exclusiveMinimum');
  const high = numeric(keywords, 'maximum') ?? numeric(keywords, 'exclusiveMaximum');
  const room = low === undefined || high === undefined ? Infinity : high - low;
  return room >= 4 ? 1 : room > 0 ? room / 4 : 1;
}

/** A multiple of `step` that is whole: for 0.01 it is 1, for 2.5 it is 5. */
function integerMultiple(step: number): number {
  const decimals = 10 ** Math.min(12, (String(step).split('.')[1] ?? '').length);
  let [a, b] = [Math.round(step * decimals), decimals];
  while (b !== 0) [a, b] = [b, a % b];
  return Math.round((step * decimals) / a);
}

function lowest(keywords: JsonObject, step: number): number {
  const inclusive = numeric(keywords, 'minimum') ?? -Infinity;
  const exclusive = (numeric(keywords, 'exclusiveMinimum') ?? -Infinity) + epsilon(step);
  return Math.max(inclusive, exclusive);
}

function highest(keywords: JsonObject, step: number): number {
  const inclusive = numeric(keywords, 'maximum') ?? Infinity;
  const exclusive = (numeric(keywords, 'exclusiveMaximum') ?? Infinity) - epsilon(step);
  return Math.min(inclusive, exclusive);
}

/** Enough to be off an exclusive bound. */
function epsilon(step: number): number {
  return step / 1000;
}

/** Removes what binary fractions add: 0.30000000000000004. */
function tidy(value: number): number {
  return Number(value.toPrecision(15));
}

function numeric(keywords: JsonObject, keyword: string): number | undefined {
  const value = keywords[keyword];
  return typeof value === 'number' ? value : undefined;
}
