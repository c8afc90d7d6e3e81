import { memberName, quoted } from '../../emit/code.ts';
import type { TypeNode } from '../../emit/type-node.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { Schema } from '../../api/model.ts';
import {
  intersectionOf,
  isKeyword,
  keyword,
  neverType,
  unionOf,
  unknownType,
} from './combine-types.ts';
import { referencedName } from './file-schemas.ts';
import { objectType, openObject } from './object-type.ts';
import type { SchemaPlace, TypeContext } from './type-context.ts';

/**
 * The TypeScript type of the values that a JSON Schema admits, as far as types can tell. What only values can tell
 * (lengths, patterns, `not`, `if`) is left to validation.
 */
export function schemaType(schema: Schema, place: SchemaPlace, context: TypeContext): TypeNode {
  if (typeof schema === 'boolean') return schema ? unknownType : neverType;
  if (!combining.some((name) => schema[name] !== undefined)) {
    return ownType(schema, place, context, false) ?? unknownType;
  }
  const parts = combinedTypes(schema, place, context);
  const own = ownType(schema, place, context, parts.length > 0);
  return intersectionOf(own === undefined ? parts : [...parts, own]);
}

const combining: readonly string[] = ['$ref', 'const', 'enum', 'allOf', 'anyOf', 'oneOf'];

/** What a schema takes from others: its reference, values and alternatives; those that say nothing are left out. */
function combinedTypes(
  schema: JsonObject,
  place: SchemaPlace,
  context: TypeContext,
): readonly TypeNode[] {
  const parts: TypeNode[] = [];
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    parts.push({ kind: 'reference', name: context.typeName(referencedName(reference)) });
  }
  if (schema['const'] !== undefined) parts.push(valueType(schema['const']));
  else if (Array.isArray(schema['enum'])) parts.push(enumType(schema));
  for (const part of schemasOf(schema['allOf'])) parts.push(schemaType(part, place, context));
  for (const alternatives of [schemasOf(schema['anyOf']), schemasOf(schema['oneOf'])]) {
    if (alternatives.length > 0) {
      parts.push(unionOf(alternatives.map((part) => schemaType(part, place, context))));
    }
  }
  return parts.filter((part) => !isKeyword(part, 'unknown'));
}

/**
 * The type that the schema's own keywords describe. Where other parts say more already, bare types (`type: object`
 * beside `allOf`) add nothing; the rest of the structure does.
 */
function ownType(
  schema: JsonObject,
  place: SchemaPlace,
  context: TypeContext,
  hasParts: boolean,
): TypeNode | undefined {
  const { type: only } = schema;
  // Most schemas are scalars, to which no structure applies.
  if (typeof only === 'string' && only !== 'object' && only !== 'array') {
    return hasParts ? undefined : unionOf(simpleType(only, schema, place, context));
  }
  const types = typesOf(schema);
  const structures: TypeNode[] = [];
  const structure = objectType(schema, (part) => schemaType(part, place, context), place.direction);
  if (structure !== undefined && (types === undefined || types.includes('object'))) {
    structures.push(structure);
  }
  if (types === undefined ? hasItems(schema) : types.includes('array')) {
    if (!hasParts || hasItems(schema)) structures.push(arrayType(schema, place, context));
  }
  if (types === undefined || hasParts) {
    return structures.length > 0 ? unionOf(structures) : undefined;
  }
  if (structure === undefined && types.includes('object')) structures.push(openObject);
  const simple = types.flatMap((type) => simpleType(type, schema, place, context));
  return unionOf([...structures, ...simple]);
}

function typesOf(schema: JsonObject): readonly string[] | undefined {
  const type = schema['type'];
  if (typeof type === 'string') return [type];
  return Array.isArray(type) ? type.filter((item) => typeof item === 'string') : undefined;
}

function simpleType(
  type: string,
  schema: JsonObject,
  place: SchemaPlace,
  context: TypeContext,
): readonly TypeNode[] {
  switch (type) {
    case 'string':
      if (!isBinary(schema) || place.binary === 'string') return [keyword('string')];
      return [{ kind: 'reference', name: context.globalName(place.binary) }];
    case 'integer':
    case 'number':
      return [keyword('number')];
    case 'boolean':
    case 'null':
      return [keyword(type)];
    default:
      return [];
  }
}

/** Raw bytes in the words of OpenAPI 3.0 (`format: binary`) or 3.1 (`contentMediaType` without an encoding). */
export function isBinary(schema: JsonObject): boolean {
  if (schema['format'] === 'binary') return true;
  const type = schema['contentMediaType'];
  return (
    typeof type === 'string' && schema['contentEncoding'] === undefined && !type.includes('json')
  );
}

function hasItems(schema: JsonObject): boolean {
  return schema['items'] !== undefined || schema['prefixItems'] !== undefined;
}

function arrayType(schema: JsonObject, place: SchemaPlace, context: TypeContext): TypeNode {
  const further = asSchema(schema['items']);
  const rest = further === undefined ? unknownType : schemaType(further, place, context);
  const first = schemasOf(schema['prefixItems']);
  if (first.length === 0) return { kind: 'array', of: rest };
  const minItems = typeof schema['minItems'] === 'number' ? schema['minItems'] : 0;
  return tupleType(
    first.map((part) => schemaType(part, place, context)),
    Math.max(0, first.length - minItems),
    further === false ? undefined : rest,
  );
}

/**
 * A tuple whose last items may be absent. TypeScript looks into optional items at once, which would make an alias that
 * refers to itself there circular (TS2456); tuples of each length do the same without.
 */
function tupleType(
  items: readonly TypeNode[],
  optionalCount: number,
  rest: TypeNode | undefined,
): TypeNode {
  const full: TypeNode = {
    kind: 'tuple',
    items,
    optionalCount,
    ...(rest !== undefined && { rest }),
  };
  if (optionalCount === 0 || !items.some(hasReference)) return full;
  const shorter = Array.from({ length: optionalCount }, (_, count): TypeNode => ({
    kind: 'tuple',
    items: items.slice(0, items.length - optionalCount + count),
    optionalCount: 0,
  }));
  return unionOf([...shorter, { ...full, optionalCount: 0 }]);
}

function hasReference(type: TypeNode): boolean {
  if (type.kind === 'array') return hasReference(type.of);
  if (type.kind === 'tuple') return type.items.some(hasReference);
  if (type.kind === 'union' || type.kind === 'intersection') return type.of.some(hasReference);
  // What stands in an object is only looked at when it is needed.
  return type.kind === 'reference';
}

/** The values of an `enum` that are of the schema's `type`: `null` is often left over from another dialect. */
function enumType(schema: JsonObject): TypeNode {
  const values = Array.isArray(schema['enum']) ? schema['enum'] : [];
  const types = typesOf(schema);
  return unionOf(
    values
      .filter((value) => types === undefined || types.some((type) => isOfType(value, type)))
      .map(valueType),
  );
}

function isOfType(value: JsonValue, type: string): boolean {
  if (value === null) return type === 'null';
  if (Array.isArray(value)) return type === 'array';
  if (typeof value === 'number')
    return type === 'number' || (type === 'integer' && Number.isInteger(value));
  return typeof value === type;
}

/** The type that admits this one value. */
function valueType(value: JsonValue): TypeNode {
  if (typeof value === 'string') return keyword(quoted(value));
  if (typeof value === 'number') return keyword(String(value).replace('e+', 'e'));
  if (Array.isArray(value)) {
    return { kind: 'tuple', items: value.map(valueType), optionalCount: 0 };
  }
  if (value === null || typeof value === 'boolean') return keyword(`${value}`);
  return {
    kind: 'object',
    members: Object.entries(value).map(([name, part]: [string, JsonValue]) => ({
      key: memberName(name),
      type: valueType(part),
    })),
  };
}

function schemasOf(value: JsonValue | undefined): readonly Schema[] {
  return Array.isArray(value) ? value.filter(isSchema) : [];
}

function asSchema(value: JsonValue | undefined): Schema | undefined {
  return isSchema(value) ? value : undefined;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'boolean' || isJsonObject(value);
}
