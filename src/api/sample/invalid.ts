import { isJsonObject, setOwn } from '../../base/json.ts';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { Schema } from '../model.ts';
import { accepts, sample } from './sample.ts';
import { asSchema, ownValue, shapeOf, textList } from './shape.ts';

/** A value that a schema must refuse, and why. */
export interface InvalidSample {
  /** In the words of a test: `without name`. */
  readonly label: string;
  readonly value: JsonValue;
}

const MAX_INVALID = 12;

/** Tries before giving up. */
const MAX_CANDIDATES = 60;

/**
 * A few values with one fault each, all refused by the validation engine; none for a schema that takes anything. Each is
 * made when it is asked for.
 */
export function* invalidSamples(
  schema: Schema,
  schemas: Readonly<Record<string, Schema>>,
): Generator<InvalidSample> {
  const valid = sample(schema, schemas, { optionalDepth: 1 })?.value;
  if (valid === undefined) return;
  let found = 0;
  let tries = 0;
  for (const candidate of faulty(valid, schema, schemas)) {
    tries += 1;
    if (tries > MAX_CANDIDATES || found === MAX_INVALID) return;
    if (accepts(schema, candidate.value, schemas)) continue;
    found += 1;
    yield candidate;
  }
}

function* faulty(
  valid: JsonValue,
  schema: Schema,
  schemas: Readonly<Record<string, Schema>>,
): Generator<InvalidSample> {
  const keywords = shapeOf(schema, schemas)?.keywords ?? {};
  if (isJsonObject(valid)) {
    const required = textList(keywords['required']);
    for (const name of Object.keys(valid)) {
      if (required.includes(name)) yield { label: `without ${name}`, value: without(valid, name) };
    }
    for (const [name, value] of Object.entries(valid)) {
      const property = asSchema(ownValue(keywords['properties'], name));
      for (const fault of scalarFaults(value, shapeOf(property, schemas)?.keywords ?? {})) {
        yield {
          label: `${name} ${fault.label}`,
          value: { ...without(valid, name), [name]: fault.value },
        };
      }
    }
    yield { label: 'with an unknown property', value: { ...valid, notDeclared: true } };
  }
  yield* scalarFaults(valid, keywords);
}

function* scalarFaults(value: JsonValue, keywords: JsonObject): Generator<InvalidSample> {
  const number = (keyword: string): number | undefined => {
    const limit = keywords[keyword];
    return typeof limit === 'number' ? limit : undefined;
  };
  const { minimum, maximum, minLength, maxLength } = {
    minimum: number('minimum'),
    maximum: number('maximum'),
    minLength: number('minLength'),
    maxLength: number('maxLength'),
  };
  if (minimum !== undefined) yield { label: 'too small', value: minimum - 1 };
  if (maximum !== undefined) yield { label: 'too large', value: maximum + 1 };
  if (minLength !== undefined && minLength > 0 && minLength < 1000) {
    yield { label: 'too short', value: 'x'.repeat(minLength - 1) };
  }
  if (maxLength !== undefined && maxLength < 1000) {
    yield { label: 'too long', value: 'x'.repeat(maxLength + 1) };
  }
  if (typeof value === 'string')
    yield { label: 'not of the enum, pattern or format', value: '\u0001' };
  yield { label: 'of the wrong type', value: typeof value === 'object' ? 'text' : {} };
  yield { label: 'null', value: null };
}

function without(object: JsonObject, name: string): JsonObject {
  const rest: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(object)) if (key !== name) setOwn(rest, key, value);
  return rest;
}
