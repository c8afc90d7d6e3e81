import { quoted } from '../../emit/code.ts';
import type { TypeNode } from '../../emit/type-node.ts';
import type { MediaType, RequestBody, Schema } from '../../api/model.ts';
import { bodyKind, isParsed, isSequential } from '../runtime/media-type.ts';
import { isJsonObject } from '../../base/json.ts';
import { keyword, undefinedType, unionOf, unknownType } from './combine-types.ts';
import { referencedName } from './file-schemas.ts';
import { isBinary, schemaType } from './schema-type.ts';
import type { SchemaPlace, TypeContext } from './type-context.ts';

/** What a handler receives as the body: a union over the media types. */
export function requestBodyType(body: RequestBody | undefined, context: TypeContext): TypeNode {
  if (body === undefined) return undefinedType;
  const types = body.content.map((media) => receivedType(media, context));
  const all = types.length === 0 ? [unknownType] : types;
  return unionOf(body.required ? all : [...all, undefinedType]);
}

/** A sequence is read into an array, which `schema` describes as a whole and `itemSchema` by its items. */
function receivedType(media: MediaType, context: TypeContext): TypeNode {
  if (!isSequential(media.type) || bodyKind(media.type) === 'events') {
    return wholeType(media, 'request', context);
  }
  const place: SchemaPlace = { direction: 'request', binary: 'string' };
  if (media.itemSchema === undefined && media.schema !== undefined) {
    return schemaType(media.schema, place, context);
  }
  return { kind: 'array', of: schemaType(media.itemSchema ?? true, place, context) };
}

/** What a handler answers with for one media type. */
export function answerBodyType(media: MediaType, context: TypeContext): TypeNode {
  if (isSequential(media.type)) {
    const argument = itemType(media, context);
    return { kind: 'reference', name: context.globalName('AsyncIterable'), argument };
  }
  return wholeType(media, 'response', context);
}

/** Items of a sequence: as declared, or those of the array that the whole is declared to be. */
function itemType(media: MediaType, context: TypeContext): TypeNode {
  const schema = media.itemSchema ?? itemsOf(media.schema, context) ?? true;
  return schemaType(schema, { direction: 'response', binary: 'string' }, context);
}

function itemsOf(schema: Schema | undefined, context: TypeContext): Schema | undefined {
  if (!isJsonObject(schema)) return schema;
  const reference = schema['$ref'];
  const target =
    typeof reference === 'string' ? context.schemas.get(referencedName(reference))?.schema : schema;
  if (!isJsonObject(target) || target['type'] !== 'array') return schema;
  const items = target['items'];
  return typeof items === 'boolean' || isJsonObject(items) ? items : true;
}

function wholeType(
  media: MediaType,
  direction: 'request' | 'response',
  context: TypeContext,
): TypeNode {
  const { type, schema } = media;
  const bytes: TypeNode = { kind: 'reference', name: context.globalName('Uint8Array') };
  const kind = bodyKind(type);
  if (isAnyType(type)) {
    if (schema === undefined) return unknownType;
    return isJsonObject(schema) && isBinary(schema)
      ? bytes
      : schemaType(schema, { direction, binary: 'string' }, context);
  }
  if (kind === 'bytes') return bytes;
  if (!isParsed(type)) return keyword('string');
  if (schema === undefined) {
    return kind === 'text' || kind === 'events' ? keyword('string') : unknownType;
  }
  if (direction === 'response' && isJsonObject(schema) && isBinary(schema)) return bytes;
  const binary = kind === 'multipart' && direction === 'request' ? 'File' : 'string';
  return schemaType(schema, { direction, binary }, context);
}

/** Ranges that JSON falls under: what arrives or is sent may be JSON. */
function isAnyType(type: string): boolean {
  return type === '*/*' || type === 'application/*';
}

/** `type: 'application/json'` */
export function mediaTypeType(media: MediaType): TypeNode {
  return keyword(quoted(media.type));
}
