import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { valueAt } from '../../openapi/pointer.ts';
import {
  canonicalPointer,
  joinPointer,
  pointerKeys,
  type Pointer,
} from '../../openapi/upgrade/pointer-path.ts';

/** Where a reference in a schema leads to. */
export interface SchemaTarget {
  readonly pointer: Pointer;
  /** `#` alone is the whole document, which is no schema: the component around the reference must be meant. */
  readonly isGuess: boolean;
}

/** Finds what a reference in the schema at `from` leads to. In a bundle only pointers and dynamic anchors are left. */
export type ResolveSchema = (ref: string, from: Pointer) => SchemaTarget | undefined;

/** The name of the schema that a reference leads to; undefined where it leads nowhere. */
export type TargetName = (ref: string, from: Pointer) => string | undefined;

export function createSchemaTargets(document: JsonObject): ResolveSchema {
  let anchors: readonly Anchor[] | undefined;
  const known = new Map<string, SchemaTarget | undefined>();
  const atPointer = (ref: string): SchemaTarget | undefined => {
    const exists = valueAt(document, pointerKeys(ref)) !== undefined;
    return exists ? { pointer: canonicalPointer(ref), isGuess: false } : undefined;
  };
  return (ref, from) => {
    if (ref === '#') return { pointer: componentOf(from), isGuess: true };
    if (ref.startsWith('#/')) {
      if (!known.has(ref)) known.set(ref, atPointer(ref));
      return known.get(ref);
    }
    if (!ref.startsWith('#')) return undefined;
    anchors ??= anchorsIn(document);
    const found = anchors.filter(({ name }) => name === ref.slice(1));
    const near = found.find(({ pointer }) => pointer.startsWith(componentOf(from))) ?? found[0];
    return near === undefined ? undefined : { pointer: near.pointer, isGuess: false };
  };
}

interface Anchor {
  readonly name: string;
  readonly pointer: Pointer;
}

/** Data that happens to look like an anchor does no harm: nothing refers to it. */
function anchorsIn(document: JsonObject): readonly Anchor[] {
  const anchors: Anchor[] = [];
  const visit = (value: JsonValue, pointer: Pointer): void => {
    if (isJsonArray(value)) {
      for (const [i, item] of value.entries()) {
        visit(item, joinPointer(pointer, i));
      }
    } else if (isJsonObject(value)) {
      for (const key of ['$dynamicAnchor', '$anchor']) {
        const name = value[key];
        if (typeof name === 'string') anchors.push({ name, pointer });
      }
      for (const key of Object.keys(value)) visit(value[key] ?? null, joinPointer(pointer, key));
    }
  };
  visit(document, '#');
  return anchors;
}

/** `#/components/schemas/Tree/properties/left` → `#/components/schemas/Tree`. */
function componentOf(pointer: Pointer): Pointer {
  const component = /^#\/(?:components\/\w+|x-trivet-bundled)\/[^/]+/.exec(pointer)?.[0];
  return component ?? pointer;
}
