import { isJsonObject, setOwn, type JsonObject, type JsonValue } from '../../../base/json.ts';
import { joinPointer, type Pointer } from '../pointer-path.ts';

/** What the conversion of any part of a Swagger 2.0 document needs to know about the whole. */
export interface Swagger {
  readonly root: JsonObject;
  /** What could not be expressed in OpenAPI 3. */
  readonly lost: (feature: string, pointer: Pointer) => void;
  /** How often something was lost. */
  readonly losses: () => number;
  /** Parts that have been converted, by their texts. */
  readonly converted: Map<string, JsonValue>;
}

/**
 * Documents of 2.0 say the same parameters, bodies and responses at each operation. Those that are equal become one part,
 * so that all that follows has less to do; not where something is lost, which is to be said at each place.
 */
export function convertedOnce(
  swagger: Swagger,
  from: readonly (JsonValue | undefined)[],
  convert: () => JsonValue,
): JsonValue {
  const text = JSON.stringify(from);
  const known = swagger.converted.get(text);
  if (known !== undefined) return known;
  const losses = swagger.losses();
  const result = convert();
  if (swagger.losses() === losses) swagger.converted.set(text, result);
  return result;
}

/** A new object with the same keys; anything but an object stays as it is. */
export function mapMembers(
  value: JsonValue | undefined,
  pointer: Pointer,
  change: (value: JsonValue, pointer: Pointer, key: string) => JsonValue,
): JsonValue {
  if (!isJsonObject(value)) return value ?? {};
  const draft: Record<string, JsonValue> = {};
  for (const key of Object.keys(value)) {
    setOwn(draft, key, change(value[key] ?? null, joinPointer(pointer, key), key));
  }
  return draft;
}
