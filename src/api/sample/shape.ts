import { isJsonObject } from '../../base/json.ts';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { Schema } from '../model.ts';
import { mergeKeywords } from './merge.ts';

/** A schema with its references followed and its `allOf` merged: what a value must be like, at one level. */
export interface Shape {
  /** Without `$ref`, `allOf`, `oneOf`, `anyOf`, `if`. */
  readonly keywords: JsonObject;
  /** From each `oneOf`, `anyOf` and `if`: the value must suit (at least) one branch of each. */
  readonly choices: readonly (readonly Schema[])[];
  /** Values that a discriminator wants for properties. */
  readonly hints: ReadonlyMap<string, JsonValue>;
  /** Names of the schemas that were followed. */
  readonly names: readonly string[];
}

/** Our own keyword, an annotation to the validation engine: values for properties, by name. */
const HINT = '$hint';

/** Parts of `allOf` and references within one schema; more is taken for a circle. */
const MAX_PARTS = 200;

/** `undefined` where no value can suit: `false`, a reference that leads nowhere or into itself. */
export function shapeOf(
  schema: Schema,
  schemas: Readonly<Record<string, Schema>>,
): Shape | undefined {
  let keywords: JsonObject = {};
  const choices: (readonly Schema[])[] = [];
  const hints = new Map<string, JsonValue>();
  const names: string[] = [];
  const pending: Schema[] = [schema];
  for (let parts = 0; pending.length > 0; parts += 1) {
    const part = pending.shift() ?? false;
    if (part === false || parts === MAX_PARTS) return undefined;
    if (part === true) continue;
    const { $ref: ref, allOf, oneOf, anyOf, if: condition, then, else: otherwise, ...own } = part;
    if (typeof ref === 'string') {
      const name = referencedName(ref);
      const target = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
      if (target === undefined || names.includes(name)) return undefined;
      names.push(name);
      pending.unshift(target);
      note(hints, inheritedHint(target, names));
    }
    for (const hint of Object.entries(isJsonObject(part[HINT]) ? part[HINT] : {}))
      note(hints, hint);
    for (const group of [oneOf, anyOf]) {
      if (group !== undefined) choices.push(branchesOf(group, part['discriminator']));
    }
    if (condition !== undefined) {
      choices.push([{ allOf: [condition, then ?? true] }, asSchema(otherwise ?? true)]);
    }
    pending.push(...schemaList(allOf));
    keywords = mergeKeywords(keywords, own);
  }
  return { ...withDependents(keywords, choices), hints, names };
}

/** The outermost discriminator has the say. */
function note(hints: Map<string, JsonValue>, hint: readonly [string, JsonValue] | undefined): void {
  if (hint !== undefined && !hints.has(hint[0])) hints.set(...hint);
}

/** What the required properties bring with them is required, too. */
function withDependents(
  keywords: JsonObject,
  choices: readonly (readonly Schema[])[],
): Pick<Shape, 'keywords' | 'choices'> {
  const { dependentRequired = {}, dependentSchemas = {}, ...own } = keywords;
  const required = new Set(textList(keywords['required']));
  const wanted: (readonly Schema[])[] = [];
  // A set hands over what is added while it is read.
  for (const name of required) {
    for (const other of textList(ownValue(dependentRequired, name))) required.add(other);
    const schema = ownValue(dependentSchemas, name);
    if (schema !== undefined) wanted.push([asSchema(schema)]);
  }
  return {
    keywords: required.size === 0 ? own : { ...own, required: [...required] },
    choices: [...choices, ...wanted],
  };
}

/** The member of that name, where it is an object that has one. */
export function ownValue(object: JsonValue | undefined, name: string): JsonValue | undefined {
  return isJsonObject(object) && Object.hasOwn(object, name) ? object[name] : undefined;
}

export function textList(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

export function referencedName(ref: string): string {
  return ref.slice('#/schemas/'.length);
}

export function asSchema(value: JsonValue | undefined): Schema {
  return typeof value === 'boolean' || isJsonObject(value) ? value : true;
}

export function schemaList(value: JsonValue | undefined): readonly Schema[] {
  return Array.isArray(value) ? value.map(asSchema) : [];
}

/** Branches that are only `null` come last; those of a discriminator name themselves. */
function branchesOf(group: JsonValue, discriminator: JsonValue | undefined): readonly Schema[] {
  const branches = schemaList(group).map((branch) => named(branch, discriminator));
  return [...branches.filter((branch) => !isNull(branch)), ...branches.filter(isNull)];
}

function isNull(branch: Schema): boolean {
  return isJsonObject(branch) && branch['type'] === 'null';
}

/** The branch with a note of the value that the discriminator has for it. */
function named(branch: Schema, discriminator: JsonValue | undefined): Schema {
  if (!isJsonObject(branch) || typeof branch['$ref'] !== 'string') return branch;
  const hint = hintOf(discriminator, referencedName(branch['$ref']));
  if (hint === undefined) return branch;
  const [property, value] = hint;
  return { allOf: [{ [HINT]: { [property]: value } }, branch] };
}

/** Where a schema inherits from one with a discriminator, the property holds the name of the heir. */
function inheritedHint(target: Schema, names: readonly string[]): [string, JsonValue] | undefined {
  const heir = names[0];
  if (!isJsonObject(target) || target['oneOf'] !== undefined || heir === undefined)
    return undefined;
  return target['anyOf'] === undefined ? hintOf(target['discriminator'], heir) : undefined;
}

function hintOf(discriminator: JsonValue | undefined, name: string): [string, string] | undefined {
  if (!isJsonObject(discriminator)) return undefined;
  const property = discriminator['propertyName'];
  if (typeof property !== 'string') return undefined;
  const mapping = isJsonObject(discriminator['mapping']) ? discriminator['mapping'] : {};
  const value = Object.keys(mapping).find((key) => mapping[key] === name);
  return [property, value ?? name];
}
