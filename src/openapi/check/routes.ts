import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { methods } from '../upgrade/kinds.ts';
import { follow, listOf, type Located } from '../upgrade/located.ts';
import { joinPointer, type Pointer } from '../upgrade/pointer-path.ts';

export type RouteMethod = (typeof methods)[number];

/** One method of one path of an upgraded document. */
export interface Route {
  readonly method: RouteMethod;
  /** Template that a server can match: starts with `/`, no query, no fragment. */
  readonly path: string;
  /** Key in the document. */
  readonly key: string;
  /** Names in the template, in order: `/users/{id}` → `['id']`. */
  readonly pathNames: readonly string[];
  /** Names in the query part of the key, if it has one: `/search?q={q}` → `['q']`. */
  readonly queryNames: readonly string[];
  readonly item: Located;
  readonly operation: Located & { readonly value: JsonObject };
  /** Of the path, then of the operation; not merged, references not followed. */
  readonly parameters: readonly Located[];
  /** Path parameters that the operation does not declare, but another one of the same path. Part of `parameters`. */
  readonly borrowed: readonly string[];
  /** The key of an earlier path that matches the same requests; then this route cannot be reached. */
  readonly shadowedBy?: string;
}

/** All operations of the `paths` of an upgraded document, in its order. */
export function routesOf(document: JsonObject): readonly Route[] {
  const { paths } = document;
  if (!isJsonObject(paths)) return [];
  const first = new Map<string, string>();
  return Object.keys(paths)
    .filter((key) => !key.startsWith('x-'))
    .flatMap((key) => {
      const at = { value: paths[key] ?? null, pointer: joinPointer('#/paths', key) };
      const template = templateOf(key);
      const operations = operationsOf(at, document);
      return operations.map(({ method, item, operation }) => {
        const identity = `${method} ${template.path.replaceAll(/\{[^{}]*\}/g, '{}')}`;
        const earlier = first.get(identity);
        if (earlier === undefined) first.set(identity, key);
        const own = [...listOf(item, 'parameters'), ...listOf(operation, 'parameters')];
        const borrowed = borrow(template.pathNames, own, operations, document);
        return {
          ...template,
          key,
          method,
          item,
          operation,
          parameters: [...borrowed.map(({ listed }) => listed), ...own],
          borrowed: borrowed.map(({ name }) => name),
          ...(earlier !== undefined && { shadowedBy: earlier }),
        };
      });
    });
}

/** What `others` say about the path parameters that `own` lacks. */
function borrow(
  names: readonly string[],
  own: readonly Located[],
  others: readonly ItemOperation[],
  document: JsonObject,
): readonly { readonly name: string; readonly listed: Located }[] {
  const declares = (name: string) => (listed: Located) => {
    const parameter = resolveParameter(listed, document);
    return parameter?.in === 'path' && parameter.name === name;
  };
  return names.flatMap((name) => {
    if (own.some(declares(name))) return [];
    const listed = others
      .flatMap((other) => listOf(other.operation, 'parameters'))
      .find(declares(name));
    return listed === undefined ? [] : [{ name, listed }];
  });
}

/** One operation of a path item. */
export interface ItemOperation {
  readonly method: RouteMethod;
  readonly item: Located;
  readonly operation: Located & { readonly value: JsonObject };
}

/** The operations of a path item; members beside its `$ref` come first and win. */
export function operationsOf(at: Located, document: JsonObject): readonly ItemOperation[] {
  const target = follow(at, document);
  const items = target.value === at.value ? [at] : [at, target];
  return methods.flatMap((method) => {
    for (const item of items) {
      const value = isJsonObject(item.value) ? item.value[method] : undefined;
      if (!isJsonObject(value)) continue;
      const operation = { value, pointer: joinPointer(item.pointer, method) };
      return [{ method, item, operation }];
    }
    return [];
  });
}

interface Template {
  readonly path: string;
  readonly pathNames: readonly string[];
  readonly queryNames: readonly string[];
}

function templateOf(key: string): Template {
  const [beforeFragment = ''] = key.split('#');
  const cut = beforeFragment.search(/\?(?![^{}]*\})/);
  const before = cut === -1 ? beforeFragment : beforeFragment.slice(0, cut);
  const query = cut === -1 ? '' : beforeFragment.slice(cut);
  return {
    path: before.startsWith('/') ? before : `/${before}`,
    pathNames: namesIn(before),
    queryNames: namesIn(query),
  };
}

function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? '');
}

/** A parameter after references have been followed, with the identity that makes it unique. */
export interface ResolvedParameter extends Located {
  readonly value: JsonObject;
  readonly name: string;
  readonly in: string;
  /** Where it is listed; `pointer` is where it is written. */
  readonly listedAt: Pointer;
}

/** `in` and `name` of a parameter; undefined where it lacks one of them. */
export function resolveParameter(
  listed: Located,
  document: JsonObject,
): ResolvedParameter | undefined {
  const { value, pointer } = follow(listed, document);
  if (!isJsonObject(value)) return undefined;
  const name: JsonValue | undefined = value['name'];
  const place: JsonValue | undefined = value['in'];
  if (typeof name !== 'string' || typeof place !== 'string') return undefined;
  return { value, pointer, name, in: place, listedAt: listed.pointer };
}

/** What makes a parameter unique in an operation. Header names ignore case. */
export function parameterKey(parameter: Pick<ResolvedParameter, 'name' | 'in'>): string {
  const { name, in: place } = parameter;
  return `${place} ${place === 'header' ? name.toLowerCase() : name}`;
}
