import {
  isJsonArray,
  isJsonObject,
  setOwn,
  type JsonObject,
  type JsonValue,
} from '../../base/json.ts';
import { schemaMembers, type Slot } from '../../openapi/upgrade/kinds.ts';
import type { Schema } from '../model.ts';

/** Keywords whose subschemas apply to the same value as the schema itself. All others apply to parts of it. */
const samePlace: ReadonlySet<string> = new Set([
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'if',
  'then',
  'else',
  'dependentSchemas',
]);

export function isSamePlace(keyword: string): boolean {
  return samePlace.has(keyword);
}

/** The name that a `$ref` of the model means: `#/schemas/User` → `User`. */
export function refName(schema: JsonObject): string | undefined {
  const { $ref } = schema;
  return typeof $ref === 'string' ? $ref.slice('#/schemas/'.length) : undefined;
}

export function refTo(name: string): string {
  return `#/schemas/${name}`;
}

/** A value that the reader has made a schema of. */
export function asSchema(value: JsonValue | undefined): Schema {
  return typeof value === 'boolean' || isJsonObject(value) ? value : true;
}

/** The members of a keyword that holds a list of schemas. */
export function schemaList(value: JsonValue | undefined): readonly Schema[] {
  return isJsonArray(value) ? value.map(asSchema) : [];
}

/** Calls `visit` for each direct subschema, with the keyword that holds it. */
export function eachSubschema(
  schema: JsonObject,
  visit: (subschema: Schema, keyword: string, name?: string) => void,
): void {
  for (const keyword of Object.keys(schema)) {
    const slot = slotOf(keyword);
    const member = schema[keyword];
    if (slot === undefined || member === undefined) continue;
    if (slot.holds === 'one') visit(asSchema(member), keyword);
    else if (slot.holds === 'list') {
      for (const item of schemaList(member)) visit(item, keyword);
    } else if (isJsonObject(member)) {
      for (const name of Object.keys(member)) visit(asSchema(member[name]), keyword, name);
    }
  }
}

/** What becomes of a subschema: another one, or nothing (`undefined`). */
export type Change = (subschema: Schema, keyword: string, name?: string) => Schema | undefined;

/**
 * A schema with its direct subschemas changed; the same object where nothing changes. A keyword that loses all its
 * subschemas goes too.
 */
export function changeSubschemas(schema: JsonObject, change: Change): JsonObject {
  let draft: Record<string, JsonValue> | undefined;
  for (const keyword of Object.keys(schema)) {
    const slot = slotOf(keyword);
    const member = schema[keyword];
    if (slot === undefined || member === undefined) continue;
    const next = changeMember(member, slot, keyword, change);
    if (next === member) continue;
    draft ??= { ...schema };
    if (next === undefined) delete draft[keyword];
    else draft[keyword] = next;
  }
  return draft ?? schema;
}

function changeMember(
  member: JsonValue,
  slot: Slot,
  keyword: string,
  change: Change,
): JsonValue | undefined {
  if (slot.holds === 'one') return change(asSchema(member), keyword);
  if (slot.holds === 'list') {
    const items = schemaList(member);
    const next = items.map((item) => change(item, keyword));
    if (next.every((item, i) => item === items[i])) return member;
    const kept = next.filter((item) => item !== undefined);
    return kept.length === 0 ? undefined : kept;
  }
  return isJsonObject(member) ? changeMap(member, keyword, change) : member;
}

function changeMap(member: JsonObject, keyword: string, change: Change): JsonObject {
  const draft: Record<string, JsonValue> = {};
  let isChanged = false;
  for (const name of Object.keys(member)) {
    const value = change(asSchema(member[name]), keyword, name);
    isChanged ||= value !== member[name];
    if (value !== undefined) setOwn(draft, name, value);
  }
  return isChanged ? draft : member;
}

function slotOf(keyword: string): Slot | undefined {
  return Object.hasOwn(schemaMembers, keyword) ? schemaMembers[keyword] : undefined;
}

/** All names that a schema refers to, at any depth. */
export function refsIn(schema: Schema, names: Set<string> = new Set()): ReadonlySet<string> {
  if (!isJsonObject(schema)) return names;
  const name = refName(schema);
  if (name !== undefined) names.add(name);
  eachSubschema(schema, (subschema) => refsIn(subschema, names));
  return names;
}
