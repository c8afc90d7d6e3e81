import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { maxRefHops } from '../limits.ts';
import { childOf, valueAt } from '../pointer.ts';
import { joinPointer, pointerKeys, type Pointer } from './pointer-path.ts';

/** A value where it is written: references have been followed. */
export interface Located {
  readonly value: JsonValue;
  readonly pointer: Pointer;
}

/** The items of an array member, each with its place. */
export function listOf(owner: Located, key: string): readonly Located[] {
  const items = childOf(owner.value, key);
  if (!isJsonArray(items)) return [];
  const at = joinPointer(owner.pointer, key);
  return items.map((value, i) => ({
    value,
    pointer: joinPointer(at, i),
  }));
}

/** What a reference leads to, or the value itself. */
export function follow(from: Located, root: JsonObject): Located {
  let at = from;
  for (let hops = 0; hops < maxRefHops; hops++) {
    const ref = isJsonObject(at.value) ? at.value['$ref'] : undefined;
    if (typeof ref !== 'string' || !ref.startsWith('#')) return at;
    const value = valueAt(root, pointerKeys(ref));
    if (value === undefined) return at;
    at = { value, pointer: ref };
  }
  return at;
}
