import {
  isJsonArray,
  isJsonObject,
  setOwn,
  type JsonObject,
  type JsonValue,
} from '../../../base/json.ts';

/** `schema` under each media type of `consumes` or `produces` (JSON where there are none). */
export function contentOf(
  owner: JsonObject,
  types: JsonValue | undefined,
  fallback = 'application/json',
): JsonObject {
  const { schema, examples } = owner;
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

/** The texts in a list of media types; `fallback` where it is absent or empty. */
export function mediaTypes(types: JsonValue | undefined, fallback: string): readonly string[] {
  const texts = isJsonArray(types) ? types.filter((type) => typeof type === 'string') : [];
  return texts.length === 0 ? [fallback] : texts;
}
