import {
  isJsonArray,
  isJsonObject,
  setOwn,
  type JsonObject,
  type JsonValue,
} from '../../../base/json.ts';
import { convertReference } from './swagger-reference.ts';

/** `schema` under each media type of `consumes` or `produces` (JSON where there are none). */
export function contentOf(
  owner: JsonObject,
  types: JsonValue | undefined,
  fallback = 'application/json',
): JsonObject {
  const { examples } = owner;
  const schema = owner['schema'] === undefined ? undefined : referring(owner['schema']);
  const content: Record<string, JsonValue> = {};
  for (const type of mediaTypes(types, fallback)) {
    const example =
      isJsonObject(examples) && Object.hasOwn(examples, type) ? examples[type] : undefined;
    setOwn(content, type, {
      ...(schema !== undefined && { schema }),
      ...(example !== undefined && { example }),
    });
  }
  return content;
}

/** Most bodies are nothing but a reference: said in the new words at once, it need not be copied again. */
function referring(schema: JsonValue): JsonValue {
  const ref = isJsonObject(schema) ? schema['$ref'] : undefined;
  return typeof ref === 'string' ? { $ref: convertReference(ref) } : schema;
}

/** The texts in a list of media types; `fallback` where it is absent or empty. */
export function mediaTypes(types: JsonValue | undefined, fallback: string): readonly string[] {
  const texts = isJsonArray(types) ? types.filter((type) => typeof type === 'string') : [];
  return texts.length === 0 ? [fallback] : texts;
}
