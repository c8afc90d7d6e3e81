import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import { valueAt } from '../../../openapi/pointer.ts';
import {
  canonicalPointer,
  joinPointer,
  pointerKeys,
  type Pointer,
} from '../../../openapi/upgrade/pointer-path.ts';

/** Where a `$ref` in a schema leads to. */
export interface SchemaTarget {
  readonly pointer: Pointer;
  /** The specification says otherwise, or nothing; this is what the author must have meant. */
  readonly isGuess?: boolean;
}

/** Finds what a reference in the schema at `from` leads to: by pointer, by anchor, or by the URI of an `$id`. */
export type ResolveSchema = (ref: string, from: Pointer) => SchemaTarget | undefined;

/** The name of the schema that a reference leads to; undefined where it leads nowhere. */
export type TargetName = (ref: string, from: Pointer) => string | undefined;

const DOCUMENT_URI = 'http://document.invalid/';

export function createSchemaTargets(document: JsonObject): ResolveSchema {
  const index = indexOf(document);
  const exists = (pointer: Pointer) => valueAt(document, pointerKeys(pointer)) !== undefined;

  const byPointer = (ref: string, from: Pointer): SchemaTarget | undefined => {
    const target = canonicalPointer(ref);
    const inResource = enclosingResource(index, from).pointer + target.slice(1);
    if (inResource !== '#' && exists(inResource)) return { pointer: inResource };
    if (target !== '#' && exists(target)) return { pointer: target };
    const guess = componentOf(from) + target.slice(1);
    return guess !== '#' && exists(guess) ? { pointer: guess, isGuess: true } : undefined;
  };

  const byAnchor = (anchor: string, root: Pointer): SchemaTarget | undefined => {
    const found = index.anchors.filter(({ name }) => name === anchor);
    const { pointer } = found.find((place) => isWithin(place.pointer, root)) ?? {};
    return pointer === undefined ? undefined : { pointer };
  };

  const byUri = (ref: string, from: Pointer): SchemaTarget | undefined => {
    const url = URL.parse(ref, enclosingResource(index, from).uri);
    if (url === null) return undefined;
    const fragment = url.hash;
    url.hash = '';
    const resource = index.resources.find(({ uri }) => uri === url.href);
    if (resource === undefined) return undefined;
    if (fragment !== '' && !fragment.startsWith('#/')) {
      return byAnchor(fragment.slice(1), resource.pointer);
    }
    const pointer = resource.pointer + canonicalPointer(fragment).slice(1);
    return exists(pointer) ? { pointer } : undefined;
  };

  return (ref, from) => {
    if (ref === '#' || ref.startsWith('#/')) return byPointer(ref, from);
    if (!ref.startsWith('#')) return byUri(ref, from);
    const roots = [enclosingResource(index, from).pointer, componentOf(from), '#'];
    for (const root of roots) {
      const target = byAnchor(ref.slice(1), root);
      if (target !== undefined) return target;
    }
    return undefined;
  };
}

interface Resource {
  readonly pointer: Pointer;
  /** Absolute, without a fragment. */
  readonly uri: string;
}

interface Index {
  /** The document itself first, then schemas with `$id`, outer before inner. */
  readonly resources: readonly Resource[];
  readonly anchors: readonly { readonly name: string; readonly pointer: Pointer }[];
}

/** Finds all `$id`s and anchors in one pass. Data that happens to look like them does no harm: nothing refers to it. */
function indexOf(document: JsonObject): Index {
  const resources: Resource[] = [{ pointer: '#', uri: DOCUMENT_URI }];
  const anchors: { name: string; pointer: Pointer }[] = [];
  const visit = (value: JsonValue, pointer: () => Pointer, uri: string): void => {
    let base = uri;
    if (isJsonObject(value)) {
      const { $id, $anchor, $dynamicAnchor } = value;
      if (typeof $id === 'string') {
        const url = URL.parse($id, uri);
        if (url !== null) {
          url.hash = '';
          base = url.href;
          resources.push({ pointer: pointer(), uri: base });
        }
      }
      if (typeof $anchor === 'string') anchors.push({ name: $anchor, pointer: pointer() });
      if (typeof $dynamicAnchor === 'string') {
        anchors.push({ name: $dynamicAnchor, pointer: pointer() });
      }
      for (const key of Object.keys(value)) {
        const member = value[key];
        if (typeof member !== 'object' || member === null) continue;
        visit(member, () => joinPointer(pointer(), key), base);
      }
    } else if (Array.isArray(value)) {
      for (const [i, item] of (value as readonly JsonValue[]).entries()) {
        if (typeof item === 'object' && item !== null) {
          visit(item, () => joinPointer(pointer(), i), base);
        }
      }
    }
  };
  visit(document, () => '#', DOCUMENT_URI);
  return { resources, anchors };
}

function enclosingResource(index: Index, from: Pointer): Resource {
  const around = index.resources.filter(({ pointer }) => isWithin(from, pointer));
  return around.reduce((inner, next) =>
    next.pointer.length > inner.pointer.length ? next : inner,
  );
}

function isWithin(pointer: Pointer, root: Pointer): boolean {
  return root === '#' || pointer === root || pointer.startsWith(`${root}/`);
}

/** `#/components/schemas/Tree/properties/left` → `#/components/schemas/Tree`. */
function componentOf(pointer: Pointer): Pointer {
  return /^#\/(?:components\/\w+|x-trivet-bundled)\/[^/]+/.exec(pointer)?.[0] ?? '#';
}
