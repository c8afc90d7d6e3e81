import { listOf, referred } from './shape-facets.ts';
import type { Schema, Schemas } from '../spec.ts';

const jsonTypes = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'] as const;

export type JsonType = (typeof jsonTypes)[number];

type Types = ReadonlySet<JsonType> | undefined;

/** Longer chains of references and combinations than this are taken to admit any type. */
const maxDepth = 100;

/** The JSON types of the values that a schema can admit; `undefined`: any. */
export function admittedTypes(schema: Schema, schemas: Schemas): Types {
  const known = new Map<object, Types>();
  const admitted = (part: Schema, depth: number): Types => {
    if (typeof part === 'boolean') return part ? undefined : new Set();
    if (known.has(part) || depth > maxDepth) return known.get(part);
    // What leads back to itself says nothing more about the type.
    known.set(part, undefined);
    let types = ownTypes(part);
    const target = referred(part, schemas);
    if (target !== undefined) types = both(types, admitted(target, depth + 1));
    for (const other of listOf(part['allOf'])) types = both(types, admitted(other, depth + 1));
    for (const alternatives of [listOf(part['anyOf']), listOf(part['oneOf'])]) {
      if (alternatives.length === 0) continue;
      types = both(types, either(alternatives.map((other) => admitted(other, depth + 1))));
    }
    known.set(part, types);
    return types;
  };
  return admitted(schema, 0);
}

function ownTypes(schema: { readonly [keyword: string]: unknown }): Types {
  const { type } = schema;
  if (type !== undefined) return new Set(jsonTypes.filter((known) => isAmong(known, type)));
  if (Object.hasOwn(schema, 'const')) return new Set([typeOf(schema['const'])]);
  const values = schema['enum'];
  return Array.isArray(values) ? new Set(values.map(typeOf)) : undefined;
}

function typeOf(value: unknown): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return jsonTypes.find((type) => type === typeof value) ?? 'object';
}

function isAmong(known: JsonType, type: unknown): boolean {
  return Array.isArray(type) ? type.includes(known) : type === known;
}

function both(some: Types, others: Types): Types {
  if (some === undefined || others === undefined) return some ?? others;
  const shared = new Set([...some].filter((type) => admits(others, type)));
  for (const type of others) if (admits(some, type)) shared.add(type);
  return shared;
}

function admits(types: ReadonlySet<JsonType>, type: JsonType): boolean {
  return types.has(type) || (type === 'integer' && types.has('number'));
}

function either(alternatives: readonly Types[]): Types {
  const all = new Set<JsonType>();
  for (const types of alternatives) {
    if (types === undefined) return undefined;
    for (const type of types) all.add(type);
  }
  return all;
}
