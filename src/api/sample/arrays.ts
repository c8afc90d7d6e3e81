import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { Schema } from '../model.ts';
import { firstOf } from './context.ts';
import type { SampleContext, ValuesOf } from './context.ts';
import { asSchema, schemaList } from './shape.ts';

/** A list that must be longer is not made. */
const MAX_ITEMS = 1000;

/** Lists for a schema: with one item where it may have one, then as short as they may be. */
export function* arraysFor(
  keywords: JsonObject,
  context: SampleContext,
  valuesOf: ValuesOf,
): Generator<readonly JsonValue[]> {
  const minItems = numberOf(keywords['minItems'], 0);
  const maxItems = numberOf(keywords['maxItems'], Infinity);
  const least = Math.max(minItems, minContainsOf(keywords));
  if (least > MAX_ITEMS) return;
  const wanted = Math.max(least, 1, schemaList(keywords['prefixItems']).length);
  const items: JsonValue[] = [];
  if (context.depth <= context.optionalDepth || least > 0) {
    fill(items, Math.min(wanted, maxItems), keywords, context, valuesOf);
  }
  if (items.length > least) yield items;
  if (items.length >= least) yield items.slice(0, least);
}

function fill(
  items: JsonValue[],
  count: number,
  keywords: JsonObject,
  context: SampleContext,
  valuesOf: ValuesOf,
): void {
  const prefix = schemaList(keywords['prefixItems']);
  const others = asSchema(keywords['items']);
  const contained = minContainsOf(keywords);
  const used = new Set<string>();
  const known = new Map<Schema, JsonValue>();
  const isUnique = keywords['uniqueItems'] === true;
  while (items.length < count) {
    const place = prefix[items.length] ?? others;
    const isContained = items.length < contained;
    const schema = isContained ? { allOf: [place, asSchema(keywords['contains'])] } : place;
    const value = isUnique
      ? unused(valuesOf(schema, context), used)
      : (known.get(schema) ?? firstOf(valuesOf(schema, context)));
    if (value === undefined) return;
    known.set(schema, value);
    items.push(value);
  }
}

function unused(values: Iterable<JsonValue>, used: Set<string>): JsonValue | undefined {
  for (const value of values) {
    const key = JSON.stringify(value);
    if (!used.has(key)) {
      used.add(key);
      return value;
    }
  }
  return undefined;
}

function minContainsOf(keywords: JsonObject): number {
  return keywords['contains'] === undefined ? 0 : numberOf(keywords['minContains'], 1);
}

function numberOf(value: JsonValue | undefined, fallback: number): number {
  return typeof value === 'number' ? value : fallback;
}
