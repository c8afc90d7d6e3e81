import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { differ, flag, text } from '../facts.ts';
import type { KindChanges } from '../kind-changes.ts';

export const baseTypes: KindChanges = {
  kind: 'base type',
  designate: (type) => `TYPE ${nameOf(type)}`,
  create: (type) => [{ sql: creation(type) }],
  // Its functions need it as it needs them, and go with it.
  drop: (type) => [{ sql: `DROP TYPE ${nameOf(type)} CASCADE` }],
  change(from, to) {
    if (differ(from, to, ...fixed)) return undefined;
    // It can be left, but not gone back to.
    if (differ(from, to, 'storage') && text(to, 'storage') === 'p') return undefined;
    const changes = [
      ...functions
        .filter(([, fact]) => differ(from, to, fact))
        .map(([name, fact]) => `${name} = ${text(to, fact) || 'NONE'}`),
      ...(differ(from, to, 'storage') ? [`STORAGE = ${storages[text(to, 'storage')]}`] : []),
    ];
    return { drafts: [{ sql: `ALTER TYPE ${nameOf(to)} SET (${changes.join(', ')})` }] };
  },
};

/** The name of a type whose functions can be made: what `CREATE TYPE` is given it later. */
export const shellTypes: KindChanges = {
  kind: 'shell type',
  create: (shell) => [{ sql: `CREATE TYPE ${text(shell, 'type')}` }],
  drop: (shell) =>
    text(shell, 'becomes') === 'p' ? [{ sql: `DROP TYPE ${text(shell, 'type')}` }] : [],
  change: () => undefined,
};

const fixed = [
  'input',
  'output',
  'length',
  'byValue',
  'alignment',
  'category',
  'preferred',
  'default',
  'element',
  'delimiter',
  'collatable',
] as const;

/** What `ALTER TYPE` can change. */
const functions: readonly (readonly [name: string, fact: string])[] = [
  ['RECEIVE', 'receive'],
  ['SEND', 'send'],
  ['TYPMOD_IN', 'typmodIn'],
  ['TYPMOD_OUT', 'typmodOut'],
  ['ANALYZE', 'analyze'],
  ['SUBSCRIPT', 'subscript'],
];

const storages: Readonly<Record<string, string>> = {
  p: 'plain',
  e: 'external',
  m: 'main',
  x: 'extended',
};

const alignments: Readonly<Record<string, string>> = {
  c: 'char',
  s: 'int2',
  i: 'int4',
  d: 'double',
};

function nameOf(type: CatalogObject): string {
  return `${text(type, 'schema')}.${text(type, 'name')}`;
}

function creation(type: CatalogObject): string {
  const length = Number(type.facts['length']);
  const element = text(type, 'element');
  const value = text(type, 'default');
  const parts = [
    `INPUT = ${text(type, 'input')}`,
    `OUTPUT = ${text(type, 'output')}`,
    ...functions
      .filter(([, fact]) => text(type, fact) !== '')
      .map(([name, fact]) => `${name} = ${text(type, fact)}`),
    `INTERNALLENGTH = ${length === -1 ? 'variable' : length}`,
    ...(flag(type, 'byValue') ? ['PASSEDBYVALUE'] : []),
    `ALIGNMENT = ${alignments[text(type, 'alignment')]}`,
    `STORAGE = ${storages[text(type, 'storage')]}`,
    `CATEGORY = '${text(type, 'category')}'`,
    ...(flag(type, 'preferred') ? ['PREFERRED = true'] : []),
    ...(value === '' ? [] : [`DEFAULT = ${value}`]),
    ...(element === '' ? [] : [`ELEMENT = ${element}`]),
    `DELIMITER = '${text(type, 'delimiter')}'`,
    ...(flag(type, 'collatable') ? ['COLLATABLE = true'] : []),
  ];
  return `CREATE TYPE ${nameOf(type)} (${parts.join(', ')})`;
}
