import { isJsonObject, setOwn } from '../../base/json.ts';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { Schema } from '../model.ts';
import { firstOf } from './context.ts';
import type { SampleContext, ValuesOf } from './context.ts';
import { textsMatching } from './pattern-text.ts';
import { asSchema, ownValue, textList } from './shape.ts';

/** Optional properties that are included at the most. */
const MAX_OPTIONAL = 60;

/** Properties that are made up at the most to reach `minProperties`. */
const MAX_EXTRA = 100;

/** Objects for a schema: with optional properties, down to the depth of the context, then with as few as it may have. */
export function* objectsFor(
  keywords: JsonObject,
  hints: ReadonlyMap<string, JsonValue>,
  context: SampleContext,
  valuesOf: ValuesOf,
): Generator<JsonObject> {
  const make = (name: string): JsonValue | undefined => {
    const schema = schemaOf(name, keywords);
    const hint = hints.get(name);
    if (hint !== undefined && context.accepts(schema, hint)) return hint;
    return firstOf(valuesOf(schema, context));
  };
  const least: Record<string, JsonValue> = {};
  for (const name of textList(keywords['required'])) {
    const value = make(name);
    if (value === undefined) return;
    setOwn(least, name, value);
  }
  const most: Record<string, JsonValue> = { ...least };
  if (context.depth <= context.optionalDepth) {
    addWhile(most, optionalNames(keywords), make, sizeOf(keywords['maxProperties'], Infinity));
    if (Object.keys(most).length > Object.keys(least).length)
      yield filled(most, keywords, context, valuesOf, make);
  }
  yield filled(least, keywords, context, valuesOf, make);
}

/** What is said about a property; several sources (`properties`, `patternProperties`) are joined. */
function schemaOf(name: string, keywords: JsonObject): Schema {
  const found: Schema[] = [];
  const own = ownValue(keywords['properties'], name);
  if (own !== undefined) found.push(asSchema(own));
  for (const [pattern, schema] of entriesOf(keywords['patternProperties'])) {
    if (matches(pattern, name)) found.push(asSchema(schema));
  }
  const [only = asSchema(keywords['additionalProperties']), ...others] = found;
  return others.length === 0 ? only : { allOf: found };
}

/** Declared properties that are not required; for a map without any, one made-up name. */
function optionalNames(keywords: JsonObject): readonly string[] {
  const required = textList(keywords['required']);
  const declared = entriesOf(keywords['properties']).map(([name]) => name);
  const isMap = declared.length === 0 && isJsonObject(keywords['additionalProperties']);
  const names = isMap ? ['key'] : declared;
  return names.filter((name) => !required.includes(name)).slice(0, MAX_OPTIONAL);
}

function addWhile(
  object: Record<string, JsonValue>,
  names: Iterable<string>,
  make: (name: string) => JsonValue | undefined,
  size: number,
): void {
  let count = Object.keys(object).length;
  for (const name of names) {
    if (count >= size) return;
    if (Object.hasOwn(object, name)) continue;
    const value = make(name);
    if (value === undefined) continue;
    setOwn(object, name, value);
    count += 1;
  }
}

/** With `minProperties`: more of the declared properties, then made-up ones. */
function filled(
  object: JsonObject,
  keywords: JsonObject,
  context: SampleContext,
  valuesOf: ValuesOf,
  make: (name: string) => JsonValue | undefined,
): JsonObject {
  const size = sizeOf(keywords['minProperties'], 0);
  if (Object.keys(object).length >= size) return object;
  const copy: Record<string, JsonValue> = { ...object };
  addWhile(copy, optionalNames(keywords), make, size);
  addWhile(copy, madeUpNames(keywords, context, valuesOf), make, size);
  return copy;
}

function* madeUpNames(
  keywords: JsonObject,
  context: SampleContext,
  valuesOf: ValuesOf,
): Generator<string> {
  if (keywords['propertyNames'] !== undefined) {
    const names: Schema = { allOf: [keywords['propertyNames'], { type: 'string' }] };
    for (const name of valuesOf(names, context)) if (typeof name === 'string') yield name;
    return;
  }
  for (const [pattern] of entriesOf(keywords['patternProperties']))
    yield* textsMatching(pattern, 0);
  for (let index = 1; index <= MAX_EXTRA; index += 1) yield `key${index}`;
}

/** Patterns have been checked by the reader, but those it only warned about may still be no regular expression. */
function matches(pattern: string, name: string): boolean {
  for (const flags of ['u', '']) {
    try {
      return new RegExp(pattern, flags).test(name);
    } catch {
      // Not valid with this flag.
    }
  }
  return false;
}

function entriesOf(value: JsonValue | undefined): readonly (readonly [string, JsonValue])[] {
  return isJsonObject(value) ? Object.entries(value) : [];
}

function sizeOf(value: JsonValue | undefined, fallback: number): number {
  return typeof value === 'number' ? value : fallback;
}
