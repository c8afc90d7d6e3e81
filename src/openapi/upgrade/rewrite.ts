import {
  isJsonArray,
  isJsonObject,
  setOwn,
  type JsonObject,
  type JsonValue,
} from '../../base/json.ts';
import { slotOf, type Kind } from './kinds.ts';
import { joinPointer, type Pointer } from './pointer-path.ts';

/** What to do with the objects of a document. */
export interface Rewriting {
  /** A schema in, the same schema or a new one out; its subschemas are visited afterwards. */
  readonly schema: (schema: JsonObject, pointer: Pointer) => JsonObject;
  /** The text of a `$ref` that stands where an object of `kind` is expected. */
  readonly reference: (ref: string, kind: Kind, pointer: Pointer) => string;
}

/** Visits all objects of a document. */
export function rewriteRoot(document: JsonObject, rewriting: Rewriting): JsonObject {
  const result = rewrite(document, 'document', '#', rewriting);
  return isJsonObject(result) ? result : document;
}

/** Visits all objects below `value` by their kind. What does not change is shared with the original. */
export function rewrite(
  value: JsonValue,
  kind: Kind,
  pointer: Pointer,
  rewriting: Rewriting,
): JsonValue {
  if (!isJsonObject(value)) return value;
  const object = kind === 'schema' ? rewriting.schema(value, pointer) : value;
  const copy = copyOnWrite(object);
  const { $ref } = object;
  if (typeof $ref === 'string') copy.set('$ref', rewriting.reference($ref, kind, pointer));
  for (const key of Object.keys(object)) {
    const slot = slotOf(kind, key);
    const member = object[key];
    if (slot === undefined || member === undefined) continue;
    const at = joinPointer(pointer, key);
    if (slot.holds === 'one') copy.set(key, rewrite(member, slot.kind, at, rewriting));
    else if (slot.holds === 'list') copy.set(key, rewriteList(member, slot.kind, at, rewriting));
    else copy.set(key, rewriteMap(member, slot.kind, at, rewriting));
  }
  return copy.result();
}

function rewriteList(
  value: JsonValue,
  kind: Kind,
  pointer: Pointer,
  rewriting: Rewriting,
): JsonValue {
  if (!isJsonArray(value)) return value;
  const items = value;
  const next = items.map((item, i) => rewrite(item, kind, joinPointer(pointer, i), rewriting));
  return next.every((item, i) => item === items[i]) ? items : next;
}

function rewriteMap(
  value: JsonValue,
  kind: Kind,
  pointer: Pointer,
  rewriting: Rewriting,
): JsonValue {
  if (!isJsonObject(value)) return value;
  const copy = copyOnWrite(value);
  for (const key of Object.keys(value)) {
    copy.set(key, rewrite(value[key] ?? null, kind, joinPointer(pointer, key), rewriting));
  }
  return copy.result();
}

interface CopyOnWrite {
  readonly set: (key: string, value: JsonValue) => void;
  readonly result: () => JsonObject;
}

function copyOnWrite(original: JsonObject): CopyOnWrite {
  let copy: Record<string, JsonValue> | undefined;
  return {
    set(key, value) {
      if (original[key] === value && copy === undefined) return;
      copy ??= copyOf(original);
      setOwn(copy, key, value);
    },
    result: () => copy ?? original,
  };
}

/** A shallow copy, with `__proto__` as the ordinary key that it is in JSON. */
export function copyOf(object: JsonObject): Record<string, JsonValue> {
  return { ...object };
}
