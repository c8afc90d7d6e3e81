import { formatPointer, parsePointer } from '../pointer.ts';

/** A JSON pointer within a document, as a URI fragment in the spelling of `formatPointer`: `#/paths/~1users`. */
export type Pointer = string;

/** `#/a` + `b/c` → `#/a/b~1c`. */
export function joinPointer(pointer: Pointer, key: string | number): Pointer {
  if (typeof key === 'number' || /^[\w.$-]+$/.test(key)) return `${pointer}/${key}`;
  return pointer + formatPointer([key]).slice(1);
}

/** The pointer in the one spelling that `joinPointer` produces, so that pointers can be compared as texts. */
export function canonicalPointer(pointer: string): Pointer {
  return /[%~"\s\p{Cc}]/u.test(pointer) ? formatPointer(pointerKeys(pointer)) : pointer;
}

/** The keys that a pointer names; none for what is no pointer. */
export function pointerKeys(pointer: string): readonly string[] {
  return parsePointer(pointer) ?? [];
}
