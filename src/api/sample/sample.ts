import type { JsonValue } from '../../base/json.ts';
import type { Schema } from '../model.ts';
import { compileSchema } from '../../scaffold/runtime/schema/json-schema.ts';
import { firstOf } from './context.ts';
import type { SampleContext } from './context.ts';
import { valuesOf } from './values.ts';

/** A value that a schema accepts. In an object, so that `null` and `undefined` stay apart. */
export interface Sample {
  readonly value: JsonValue;
}

export interface SampleOptions {
  /** Optional properties are included down to this depth; 0: only what is required. Default: 3. */
  readonly optionalDepth?: number;
}

/** Schemas looked at for one value. */
const MAX_NODES = 4000;

/** Schemas up to this length (of their JSON) are remembered: APIs say the same again and again. */
const MAX_KNOWN_LENGTH = 2000;

/**
 * A value for a schema, always the same one: an example of the document where there is a valid one, else built from the
 * keywords. The validation engine has accepted it; `undefined` where no such value was found with bounded work.
 */
export function sample(
  schema: Schema,
  schemas: Readonly<Record<string, Schema>>,
  { optionalDepth = 3 }: SampleOptions = {},
): Sample | undefined {
  const text = JSON.stringify(schema);
  if (text.length > MAX_KNOWN_LENGTH) return made(schema, schemas, optionalDepth);
  const known = knownSamples(schemas);
  const key = `${optionalDepth} ${text}`;
  if (!known.has(key)) known.set(key, made(schema, schemas, optionalDepth));
  return known.get(key);
}

function knownSamples(schemas: Readonly<Record<string, Schema>>): Map<string, Sample | undefined> {
  const known = samples.get(schemas) ?? new Map<string, Sample | undefined>();
  samples.set(schemas, known);
  return known;
}

/** By the named schemas, which the texts of schemas refer to. */
const samples = new WeakMap<Readonly<Record<string, Schema>>, Map<string, Sample | undefined>>();

function made(
  schema: Schema,
  schemas: Readonly<Record<string, Schema>>,
  optionalDepth: number,
): Sample | undefined {
  for (const depth of new Set([optionalDepth, Math.min(1, optionalDepth), 0])) {
    const value = firstOf(valuesOf(schema, contextFor(schemas, depth)));
    if (value !== undefined) return { value };
  }
  return undefined;
}

/** True where the validation engine has nothing against the value. */
export function accepts(
  schema: Schema,
  value: JsonValue,
  schemas: Readonly<Record<string, Schema>>,
): boolean {
  return compileSchema(schema, schemas)(value, '').length === 0;
}

function contextFor(
  schemas: Readonly<Record<string, Schema>>,
  optionalDepth: number,
): SampleContext {
  return {
    schemas,
    accepts: (schema, value) => accepts(schema, value, schemas),
    optionalDepth,
    budget: { nodes: MAX_NODES },
    depth: 0,
    entered: new Map(),
  };
}
