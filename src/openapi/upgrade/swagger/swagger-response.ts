import { isJsonObject, type JsonValue } from '../../../base/json.ts';
import { joinPointer } from '../pointer-path.ts';
import { copyOf } from '../rewrite.ts';
import { contentOf } from './swagger-content.ts';
import { follow, type Located } from '../located.ts';
import { mapMembers, type Swagger } from './swagger.ts';
import { schemaOfItems } from './swagger-parameter.ts';
import { convertReference } from './swagger-reference.ts';

/** A response with `content` and headers with schemas; a reference to a shared response stays one. */
export function convertResponse(
  response: Located,
  produces: JsonValue | undefined,
  swagger: Swagger,
): JsonValue {
  const { value } = response;
  if (!isJsonObject(value)) return value;
  const { $ref } = value;
  if (typeof $ref === 'string') {
    if (/^#\/responses\/[^/]+$/.test($ref)) return { $ref: convertReference($ref) };
    const target = follow(response, swagger.root);
    return target.value === value ? value : convertResponse(target, produces, swagger);
  }
  const draft = copyOf(value);
  delete draft['schema'];
  delete draft['examples'];
  if (value['schema'] !== undefined) {
    const { schema } = value;
    const isFile = isJsonObject(schema) && schema['type'] === 'file';
    draft['content'] = contentOf(
      value,
      produces,
      isFile ? 'application/octet-stream' : 'application/json',
    );
  }
  if (isJsonObject(value['headers'])) {
    draft['headers'] = mapMembers(
      value['headers'],
      joinPointer(response.pointer, 'headers'),
      (header, pointer) => convertHeader(header, pointer, swagger),
    );
  }
  return draft;
}

function convertHeader(header: JsonValue, pointer: string, swagger: Swagger): JsonValue {
  if (!isJsonObject(header)) return header;
  const { description } = header;
  return {
    ...(description !== undefined && { description }),
    schema: schemaOfItems(header, pointer, swagger),
  };
}
