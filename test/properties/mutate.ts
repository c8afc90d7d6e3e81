import { constantFrom, nat, record, type Arbitrary } from 'fast-check';
import type { JsonValue } from '../../src/base/json.ts';
import { isJsonObject, setOwn } from '../../src/base/json.ts';

/** One thing done to a document, somewhere: `at` chooses the place by its number, modulo how many there are. */
export interface Mutation {
  readonly at: number;
  readonly kind: 'replace' | 'remove' | 'rename' | 'add' | 'copy';
  readonly key: string;
  readonly value: JsonValue;
}

export function mutation(): Arbitrary<Mutation> {
  return record({
    at: nat(),
    kind: constantFrom<Mutation['kind'][]>('replace', 'remove', 'rename', 'add', 'copy'),
    key: constantFrom(...oddKeys()),
    value: constantFrom(...oddValues()),
  });
}

/** The document with the mutation carried out; documents and values are not changed. */
export function mutated(document: JsonValue, { at, kind, key, value }: Mutation): JsonValue {
  const root = structuredClone(document);
  const slots = slotsOf(root);
  const slot = slots[at % slots.length];
  if (slot === undefined) return root;
  const { holder, name } = slot;
  const old = holder[name] ?? null;
  if (kind === 'replace') setOwn(holder, name, value);
  if (kind === 'remove' || kind === 'rename') delete holder[name];
  if (kind === 'rename') setOwn(holder, key, old);
  if (kind === 'add') setOwn(holder, key, value);
  if (kind === 'copy') setOwn(holder, key, structuredClone(old));
  return root;
}

interface Slot {
  readonly holder: Record<string, JsonValue>;
  readonly name: string;
}

function slotsOf(value: JsonValue): readonly Slot[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(slotsOf);
  return isJsonObject(value)
    ? [...Object.keys(value).map((name) => ({ holder: value, name })), ...inside]
    : inside;
}

function oddKeys(): readonly string[] {
  const names = ['__proto__', 'constructor', 'prototype', 'toString', 'then', 'class', '日本'];
  const texts = [
    '',
    ' ',
    '*/',
    '`',
    '${x}',
    "'",
    'a\nb',
    '\u2028',
    '\ud800',
    '\u202e',
    '/',
    '{x}',
    '~',
  ];
  const schema = ['$ref', '$id', '$anchor', '$defs', 'allOf', 'properties', 'items', 'default'];
  const more = ['discriminator', 'required', 'readOnly', 'nullable', 'not', 'if', 'enum'];
  const openapi = ['get', '200', 'schema', 'content'];
  return [...names, ...texts, ...schema, ...more, ...openapi, 'x'.repeat(300)];
}

function oddValues(): readonly JsonValue[] {
  const plain = [null, true, false, 0, -1, 1.5, 1e308, 'x'.repeat(10_000)];
  const nested = [[], {}, [null], [[]], [{}], ['a', 1], { a: {} }];
  const texts = [
    '',
    ' ',
    '*/ evil() /*',
    '`${evil()}`',
    '\'"\\',
    '\u2028',
    '\ud800',
    '[a-',
    '(a+)+$',
  ];
  const words = ['string', 'object', 'path', 'deepObject', '2XX', '{id}', '__proto__'];
  const refs = [
    '#',
    '#/paths',
    '#/components/schemas/Book',
    '#/nowhere',
    '../../../etc/passwd',
    '%',
  ];
  return [...plain, ...nested, ...texts, ...words, ...refs.map(($ref) => ({ $ref }))];
}
