import {
  isJsonArray,
  isJsonObject,
  setOwn,
  type JsonObject,
  type JsonValue,
} from '../../base/json.ts';
import { slotOf, type Kind, type Slot } from './kinds.ts';
import { joinPointer, type Pointer } from './pointer-path.ts';

/** What to do with the objects of a document. */
export interface Rewriting {
  /** A schema in, the same schema or a new one out; its subschemas are visited afterwards. `at` makes its pointer. */
  readonly schema: (schema: JsonObject, at: () => Pointer) => JsonObject;
  /** The text of a `$ref` that stands where an object of `kind` is expected. */
  readonly reference: (ref: string, kind: Kind) => string;
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
  const path: (string | number)[] = [];
  const walk: Walk = {
    ...rewriting,
    path,
    at() {
      walk.asked += 1;
      return path.reduce<Pointer>(joinPointer, pointer);
    },
    asked: 0,
    known: { parameter: new Map(), requestBody: new Map(), response: new Map() },
  };
  return rewriteOne(walk, value, kind);
}

interface Walk extends Rewriting {
  /** From where the walk began: pointers are only made for those who ask. */
  readonly path: (string | number)[];
  readonly at: () => Pointer;
  /** How often somebody asked for a pointer. */
  asked: number;
  /** What became of parts that may stand in several places, as far as nobody asked for their pointers. */
  readonly known: Readonly<Partial<Record<Kind, Map<JsonObject, JsonValue>>>>;
}

function rewriteOne(walk: Walk, value: JsonValue, kind: Kind): JsonValue {
  if (!isJsonObject(value)) return value;
  const known = walk.known[kind];
  if (known === undefined) return rewriteObject(walk, value, kind);
  const before = known.get(value);
  if (before !== undefined) return before;
  const { asked } = walk;
  const next = rewriteObject(walk, value, kind);
  if (walk.asked === asked) known.set(value, next);
  return next;
}

function rewriteObject(walk: Walk, value: JsonObject, kind: Kind): JsonValue {
  const object = kind === 'schema' ? walk.schema(value, walk.at) : value;
  let copy: Record<string, JsonValue> | undefined;
  for (const key of Object.keys(object)) {
    const member = object[key] ?? null;
    const next =
      key === '$ref' && typeof member === 'string'
        ? walk.reference(member, kind)
        : rewriteMember(walk, member, slotOf(kind, key), key);
    if (next === member) continue;
    copy ??= copyOf(object);
    setOwn(copy, key, next);
  }
  return copy ?? object;
}

function rewriteMember(
  walk: Walk,
  member: JsonValue,
  slot: Slot | undefined,
  key: string,
): JsonValue {
  if (slot === undefined || typeof member !== 'object' || member === null) return member;
  walk.path.push(key);
  const next =
    slot.holds === 'one'
      ? rewriteOne(walk, member, slot.kind)
      : slot.holds === 'list'
        ? rewriteList(walk, member, slot.kind)
        : rewriteMap(walk, member, slot.kind);
  walk.path.pop();
  return next;
}

function rewriteList(walk: Walk, value: JsonValue, kind: Kind): JsonValue {
  if (!isJsonArray(value)) return value;
  let copy: JsonValue[] | undefined;
  for (let i = 0; i < value.length; i++) {
    const item = value[i] ?? null;
    walk.path.push(i);
    const next = rewriteOne(walk, item, kind);
    walk.path.pop();
    if (next === item) continue;
    copy ??= [...value];
    copy[i] = next;
  }
  return copy ?? value;
}

function rewriteMap(walk: Walk, value: JsonValue, kind: Kind): JsonValue {
  if (!isJsonObject(value)) return value;
  let copy: Record<string, JsonValue> | undefined;
  for (const key of Object.keys(value)) {
    const member = value[key] ?? null;
    walk.path.push(key);
    const next = rewriteOne(walk, member, kind);
    walk.path.pop();
    if (next === member) continue;
    copy ??= copyOf(value);
    setOwn(copy, key, next);
  }
  return copy ?? value;
}

/** A shallow copy, with `__proto__` as the ordinary key that it is in JSON. */
export function copyOf(object: JsonObject): Record<string, JsonValue> {
  return { ...object };
}
