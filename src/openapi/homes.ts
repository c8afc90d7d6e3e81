import type { JsonValue } from '../base/json.ts';
import { setOwn } from '../base/json.ts';
import { rules } from './grammar.ts';
import type { Kind } from './grammar.ts';
import type { Part } from './library.ts';
import type { Origins } from './origins.ts';
import { decodePercent, formatPointer } from './pointer.ts';
import type { Tokens } from './pointer.ts';
import { isMutable } from './refs.ts';
import type { MutableJson } from './refs.ts';
import type { Source } from './source.ts';
import type { Target } from './targets.ts';
import type { OpenApiVersion } from './version.ts';

/** Where the parts of other documents stand in the bundle. */
export interface Homes {
  /** Says where a part stands. The first word counts. */
  add(part: Part, home: Tokens): void;
  /** Where a part stands: itself, or inside another that has a home. */
  find(part: Part): Tokens | undefined;
}

export function openHomes(entry: Source): Homes {
  const homes = new Map<string, Tokens>();
  return {
    add({ source, tokens }, home) {
      const key = keyOf(source, tokens);
      if (!homes.has(key)) homes.set(key, home);
    },
    find({ source, tokens }) {
      if (source === entry) return tokens;
      for (let length = tokens.length; length >= 0; length -= 1) {
        const home = homes.get(keyOf(source, tokens.slice(0, length)));
        if (home !== undefined) return [...home, ...tokens.slice(length)];
      }
      return undefined;
    },
  };
}

function keyOf(source: Source, tokens: Tokens): string {
  return source.uri + formatPointer(tokens);
}

/** The section of a bundle for parts of a kind that come from other documents. */
export function sectionFor(kind: Kind, version: OpenApiVersion): Tokens {
  const { section } = rules[kind];
  if (section === undefined) return ['x-trivet-bundled', kind];
  if (version === '2.0') {
    const own = sections20.get(section);
    return own === undefined ? ['x-trivet-bundled', section] : [own];
  }
  const tooNew =
    (section === 'pathItems' && version === '3.0') ||
    (section === 'mediaTypes' && version !== '3.2');
  return tooNew ? ['x-trivet-bundled', section] : ['components', section];
}

const sections20: ReadonlyMap<string, string> = new Map([
  ['schemas', 'definitions'],
  ['parameters', 'parameters'],
  ['responses', 'responses'],
  ['securitySchemes', 'securityDefinitions'],
]);

/** Puts a part of another document into a section of the bundle, under a name that is free, and returns its place. */
export function moveIn(
  entry: Source,
  root: MutableJson,
  section: Tokens,
  target: Target,
  origins: Origins,
): Tokens | undefined {
  const holder = openSection(root, section);
  if (holder === undefined) return undefined;
  const name = freeName(holder, entry, target);
  setOwn(holder, name, target.value);
  origins.set(holder, name, target);
  return [...section, name];
}

function openSection(root: MutableJson, section: Tokens): MutableJson | undefined {
  let at: MutableJson = root;
  for (const step of section) {
    if (!Object.hasOwn(at, step)) setOwn<JsonValue>(at, step, {});
    const next: JsonValue | undefined = at[step];
    if (!isMutable(next)) return undefined;
    at = next;
  }
  return at;
}

/** `user.yaml` → `user`, `common.json#/definitions/Error` → `Error`, `schemas/index.yaml` → `schemas`. */
function freeName(taken: MutableJson, entry: Source, { source, tokens }: Target): string {
  const folders = foldersOf(source);
  const file = folders.pop() ?? '';
  // The folder of the entry document has another name on every machine.
  const outer =
    folders.join('/') === foldersOf(entry).slice(0, -1).join('/') ? [] : folders.slice(-1);
  const isIndex = tokens.length === 0 && /^_?index$/i.test(file) && outer.length > 0;
  const parts = [...outer, ...(isIndex ? [] : [file]), ...tokens];
  const names = parts.map((name) => name.replaceAll(/[^\w.-]+/g, '_'));
  const own = names.at(-1) ?? '';
  const long = names.slice(-2).join('_');
  const candidates = isPlain(own) ? [own, long] : [isPlain(long) ? long : `_${long}`];
  for (const name of candidates) if (!Object.hasOwn(taken, name)) return name;
  let number = 2;
  while (Object.hasOwn(taken, `${candidates[0]}_${number}`)) number += 1;
  return `${candidates[0]}_${number}`;
}

/** The steps of the path to a file, and its name without the ending. */
function foldersOf(source: Source): string[] {
  const steps = decodePercent(new URL(source.uri).pathname).split('/');
  return [...steps.slice(0, -1), (steps.at(-1) ?? '').replace(/\.[^.]*$/, '')];
}

/** Numbers would come first in the object and say nothing. */
function isPlain(name: string): boolean {
  return name !== '' && name !== '__proto__' && !/^\d+$/.test(name);
}
