import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { memberName } from '../../emit/code.ts';
import type { ObjectType, TypeMember, TypeNode } from '../../emit/type-node.ts';
import type { NamedSchema, Schema } from '../../api/model.ts';
import {
  indexKey,
  isKeyword,
  loosenIndex,
  neverType,
  unionOf,
  unknownType,
} from './combine-types.ts';
import { schemaDoc } from './schema-doc.ts';

/** An object of which nothing is known. */
export const openObject: TypeNode = {
  kind: 'object',
  members: [{ key: indexKey, type: unknownType }],
};

/** What the object keywords of a schema describe, or nothing where there are none. */
export function objectType(
  schema: JsonObject,
  typeOf: (schema: Schema) => TypeNode,
  direction: NamedSchema['direction'],
): ObjectType | undefined {
  if (objectKeywords.every((keyword) => schema[keyword] === undefined)) return undefined;
  const required = new Set(Array.isArray(schema['required']) ? schema['required'] : []);
  const declared = isJsonObject(schema['properties']) ? schema['properties'] : {};
  const members: TypeMember[] = [];
  for (const name of Object.keys(declared)) {
    const property = declared[name] ?? true;
    if (!isHidden(property, direction)) {
      members.push(memberOf(name, property, required.has(name), typeOf));
    }
  }
  for (const name of required) {
    if (typeof name === 'string' && !Object.hasOwn(declared, name)) {
      members.push({ key: memberName(name), type: unknownType });
    }
  }
  const index = indexType(schema, typeOf);
  if (index !== undefined) members.push({ key: indexKey, type: index });
  const isClosed =
    schema['additionalProperties'] === false && !isJsonObject(schema['patternProperties']);
  if (members.length === 0 && !isClosed && Object.keys(declared).length === 0) return undefined;
  if (members.length === 0)
    members.push({ key: indexKey, type: isClosed ? neverType : unknownType });
  return { kind: 'object', members: loosenIndex(members) };
}

const objectKeywords: readonly string[] = [
  'properties',
  'required',
  'additionalProperties',
  'patternProperties',
];

function isHidden(property: JsonValue, direction: NamedSchema['direction']): boolean {
  if (!isJsonObject(property)) return false;
  return (
    (direction === 'request' && property['readOnly'] === true) ||
    (direction === 'response' && property['writeOnly'] === true)
  );
}

function memberOf(
  name: string,
  property: JsonValue,
  isRequired: boolean,
  typeOf: (schema: Schema) => TypeNode,
): TypeMember {
  const schema = typeof property === 'boolean' || isJsonObject(property) ? property : true;
  const doc = schemaDoc(schema);
  return {
    key: isRequired ? memberName(name) : `${memberName(name)}?`,
    type: typeOf(schema),
    ...(doc !== undefined && { doc }),
  };
}

/** Type of the properties that are not declared by name, where the schema says anything about them. */
function indexType(schema: JsonObject, typeOf: (schema: Schema) => TypeNode): TypeNode | undefined {
  const patterns = isJsonObject(schema['patternProperties']) ? schema['patternProperties'] : {};
  const types = [...Object.values(patterns), schema['additionalProperties']]
    .filter((part) => part === true || isJsonObject(part))
    .map(typeOf);
  if (types.length === 0) return undefined;
  const type = unionOf(types);
  return isKeyword(type, 'never') ? undefined : type;
}
