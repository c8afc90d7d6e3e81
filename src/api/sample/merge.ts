import { isJsonObject, setOwn } from '../../base/json.ts';
import type { JsonObject, JsonValue } from '../../base/json.ts';

/**
 * Keywords that hold where both `left` and `right` hold, as far as one schema object can say it: a value built from
 * the result suits both in all but contrived cases (two patterns, several `not`), and is checked in any case.
 */
export function mergeKeywords(left: JsonObject, right: JsonObject): JsonObject {
  const merged: Record<string, JsonValue> = {};
  for (const [keyword, value] of Object.entries(left)) setOwn(merged, keyword, value);
  for (const [keyword, value] of Object.entries(right)) {
    const other = Object.hasOwn(left, keyword) ? left[keyword] : undefined;
    const rule = Object.hasOwn(rules, keyword) ? rules[keyword] : undefined;
    if (other === undefined) setOwn(merged, keyword, value);
    else if (rule !== undefined) setOwn(merged, keyword, rule(other, value));
  }
  const properties = mergeProperties(left, right);
  if (properties !== undefined) merged['properties'] = properties;
  return merged;
}

type Rule = (left: JsonValue, right: JsonValue) => JsonValue;

const greater: Rule = (left, right) => (Number(left) > Number(right) ? left : right);
const smaller: Rule = (left, right) => (Number(left) < Number(right) ? left : right);
const both: Rule = (left, right) => ({ allOf: [left, right] });
const union: Rule = (left, right) => [...new Set([...listOf(left), ...listOf(right)])];

/** What is not named here stays as it was on the left: annotations, `format`, `pattern`, `not`. */
const rules: Readonly<Record<string, Rule>> = {
  type: commonTypes,
  enum: (left, right) => {
    const kept = new Set(listOf(right).map((value) => JSON.stringify(value)));
    return listOf(left).filter((value) => kept.has(JSON.stringify(value)));
  },
  required: union,
  examples: union,
  minimum: greater,
  exclusiveMinimum: greater,
  minLength: greater,
  minItems: greater,
  minProperties: greater,
  minContains: greater,
  maximum: smaller,
  exclusiveMaximum: smaller,
  maxLength: smaller,
  maxItems: smaller,
  maxProperties: smaller,
  maxContains: smaller,
  multipleOf: (left, right) => commonMultiple(Number(left), Number(right)),
  uniqueItems: (left, right) => left === true || right === true,
  items: both,
  additionalProperties: both,
  propertyNames: both,
  contains: both,
  prefixItems: (left, right) => {
    const [long, short] =
      listOf(left).length >= listOf(right).length ? [left, right] : [right, left];
    const others = listOf(short);
    return listOf(long).map((item, index) =>
      index in others ? both(item, others[index] ?? true) : item,
    );
  },
  patternProperties: (left, right) => byKey(left, right, () => undefined),
  dependentRequired: (left, right) => byKey(left, right, () => undefined, union),
  dependentSchemas: (left, right) => byKey(left, right, () => undefined),
};

/** A property that only one side names must suit what the other side says about additional ones. */
function mergeProperties(left: JsonObject, right: JsonObject): JsonObject | undefined {
  if (left['properties'] === undefined && right['properties'] === undefined) return undefined;
  return byKey(left['properties'] ?? {}, right['properties'] ?? {}, (isLeft) =>
    additionalOf(isLeft ? right : left),
  );
}

function additionalOf(side: JsonObject): JsonValue | undefined {
  return side['patternProperties'] === undefined ? side['additionalProperties'] : undefined;
}

/** Joins two objects; `missing` is what the other side says about a key that only one has. */
function byKey(
  left: JsonValue,
  right: JsonValue,
  missing: (isLeft: boolean) => JsonValue | undefined,
  join: Rule = both,
): JsonObject {
  const sides = [isJsonObject(left) ? left : {}, isJsonObject(right) ? right : {}] as const;
  const joined: Record<string, JsonValue> = {};
  for (const key of new Set([...Object.keys(sides[0]), ...Object.keys(sides[1])])) {
    const [a, b] = sides.map((side, index) =>
      Object.hasOwn(side, key) ? side[key] : missing(index === 1),
    );
    setOwn(joined, key, a === undefined ? (b ?? true) : b === undefined ? a : join(a, b));
  }
  return joined;
}

function commonTypes(left: JsonValue, right: JsonValue): JsonValue {
  const [ours, theirs] = [listOf(left), listOf(right)];
  const common = ours.filter((type) => theirs.includes(type));
  const integers =
    !common.includes('integer') &&
    ((ours.includes('integer') && theirs.includes('number')) ||
      (ours.includes('number') && theirs.includes('integer')));
  if (!integers) return common;
  return [...common.filter((type) => type !== 'number'), 'integer'];
}

function commonMultiple(left: number, right: number): number {
  if (!Number.isInteger(left) || !Number.isInteger(right)) return Math.max(left, right);
  let [a, b] = [left, right];
  while (b !== 0) [a, b] = [b, a % b];
  return (left / a) * right;
}

function listOf(value: JsonValue): readonly JsonValue[] {
  return Array.isArray(value) ? value : [value];
}
