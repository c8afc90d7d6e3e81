import {
  isJsonArray,
  isJsonObject,
  setOwn,
  type JsonObject,
  type JsonValue,
} from '../../base/json.ts';
import { childOf } from '../pointer.ts';
import { pointerKeys, type Pointer } from './pointer-path.ts';
import { copyOf } from './rewrite.ts';

/** A document that single values are replaced in, without touching the original. */
export interface Patched {
  readonly root: () => JsonObject;
  readonly replace: (pointer: Pointer, value: JsonValue) => void;
}

/** Copies each object on the way to a replaced value once, however many values below it are replaced. */
export function patched(original: JsonObject): Patched {
  let root: JsonObject = original;
  const own = new WeakMap<JsonObject, Record<string, JsonValue>>();

  const writable = (object: JsonObject): Record<string, JsonValue> => {
    const known = own.get(object);
    if (known !== undefined) return known;
    const copy = copyOf(object);
    own.set(copy, copy);
    return copy;
  };

  const descend = (node: JsonValue, keys: readonly string[], value: JsonValue): JsonValue => {
    const [key, ...rest] = keys;
    if (key === undefined) return value;
    const next = descend(childOf(node, key) ?? null, rest, value);
    if (isJsonArray(node)) return node.with(Number(key), next);
    if (!isJsonObject(node)) return node;
    const copy = writable(node);
    setOwn(copy, key, next);
    return copy;
  };

  return {
    root: () => root,
    replace(pointer, value) {
      const next = descend(root, pointerKeys(pointer), value);
      if (isJsonObject(next)) root = next;
    },
  };
}
