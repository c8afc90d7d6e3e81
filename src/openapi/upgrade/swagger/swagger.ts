import { isJsonObject, setOwn, type JsonObject, type JsonValue } from '../../../base/json.ts';
import { joinPointer, type Pointer } from '../pointer-path.ts';

/** What the conversion of any part of a Swagger 2.0 document needs to know about the whole. */
export interface Swagger {
  readonly root: JsonObject;
  /** What could not be expressed in OpenAPI 3. */
  readonly lost: (feature: string, pointer: Pointer) => void;
  /** Parameters that have been converted, by what they were: all operations of a path share those of the path. */
  readonly parameters: Map<JsonValue, JsonValue>;
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
