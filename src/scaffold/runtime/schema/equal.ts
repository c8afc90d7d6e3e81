import { MAX_COMPARED_LEVELS, run } from './run.ts';
import { isObject } from './types.ts';

/** Below this, comparing each pair is quicker than building keys. */
const PAIRWISE_ITEMS = 12;

/** Equality of JSON values: 1 equals 1.0, 0 equals -0, the order of properties does not matter. */
export function isEqual(one: unknown, other: unknown, level = 0): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
    return false;
  }
  if (level >= MAX_COMPARED_LEVELS) {
    run.tooDeep = true;
    return false;
  }
  if (Array.isArray(one)) return Array.isArray(other) && areItemsEqual(one, other, level + 1);
  return isObject(one) && isObject(other) && arePropertiesEqual(one, other, level + 1);
}

/** The indexes of two equal items, or undefined where all differ. Near-linear in the size of the data. */
export function findDuplicate(
  items: readonly unknown[],
): readonly [first: number, second: number] | undefined {
  return items.length <= PAIRWISE_ITEMS ? comparePairs(items) : compareKeys(items);
}

function areItemsEqual(one: readonly unknown[], other: readonly unknown[], level: number): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index++) {
    if (!isEqual(one[index], other[index], level)) return false;
  }
  return true;
}

function arePropertiesEqual(
  one: { readonly [key: string]: unknown },
  other: { readonly [key: string]: unknown },
  level: number,
): boolean {
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  for (const key of keys) {
    if (!Object.hasOwn(other, key) || !isEqual(one[key], other[key], level)) return false;
  }
  return true;
}

function comparePairs(items: readonly unknown[]): readonly [number, number] | undefined {
  for (let second = 1; second < items.length; second++) {
    for (let first = 0; first < second; first++) {
      if (isEqual(items[first], items[second])) return [first, second];
    }
  }
  return undefined;
}

function compareKeys(items: readonly unknown[]): readonly [number, number] | undefined {
  const primitives = new Map<unknown, number>();
  const structures = new Map<unknown, number>();
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    const isStructure = typeof item === 'object' && item !== null;
    const known = isStructure ? structures : primitives;
    // A map compares keys as JSON Schema does: 1 is 1.0, 0 is -0, and the number 1 is not the text 1.
    const key = isStructure ? canonicalText(item, 0) : item;
    const first = known.get(key);
    if (first !== undefined) return [first, index];
    known.set(key, index);
  }
  return undefined;
}

/** JSON with sorted properties: equal values have equal texts. */
function canonicalText(value: unknown, level: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  if (level >= MAX_COMPARED_LEVELS) {
    run.tooDeep = true;
    return '';
  }
  if (Array.isArray(value)) {
    return `[${value.map((item) => canonicalText(item, level + 1)).join()}]`;
  }
  const texts = Object.entries(value)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalText(member, level + 1)}`);
  return `{${texts.join()}}`;
}
