import type { CatalogObject, Fact } from '../../../postgres/catalog/catalog.ts';
import { differ, inner, printed, text } from '../facts.ts';
import type { Draft } from '../kind-changes.ts';
import { moveIntoBounds } from './sequence-bounds.ts';
import { sequenceOptions } from './sequences.ts';

type Identity = Readonly<Record<string, Fact>>;

/** As in a column's definition. */
export function identityClause(column: CatalogObject, identity: Identity): string {
  const usual = nameAfter(text(column, 'table'), text(column, 'name'));
  const name = printed(identity['sequence']);
  const options = [
    name === usual ? '' : ` SEQUENCE NAME ${name}`,
    sequenceOptions(identity, text(column, 'type')),
  ].join('');
  const kind = identity['always'] === true ? 'ALWAYS' : 'BY DEFAULT';
  return ` GENERATED ${kind} AS IDENTITY${options === '' ? '' : ` (${options.trim()})`}`;
}

export function identityChanges(from: CatalogObject, to: CatalogObject): readonly Draft[] {
  if (!differ(from, to, 'identity')) return [];
  const before = inner(from, 'identity');
  const after = inner(to, 'identity');
  const alter = `ALTER TABLE ${text(to, 'table')} ALTER COLUMN ${text(to, 'name')}`;
  if (before === undefined && after !== undefined) {
    return [{ sql: `${alter} ADD${identityClause(to, after)}` }];
  }
  if (after === undefined || before === undefined) return [{ sql: `${alter} DROP IDENTITY` }];
  const changes = [
    ...(before['always'] === after['always']
      ? []
      : [`SET GENERATED ${after['always'] === true ? 'ALWAYS' : 'BY DEFAULT'}`]),
    ...settable.flatMap(([name, words]) =>
      before[name] === after[name] ? [] : [`SET ${words} ${printed(after[name])}`],
    ),
    ...(before['cycle'] === after['cycle']
      ? []
      : [after['cycle'] === true ? 'SET CYCLE' : 'SET NO CYCLE']),
  ];
  const renamed = before['sequence'] !== after['sequence'];
  return [
    ...moveIntoBounds(printed(before['sequence']), before, after),
    ...(changes.length === 0 ? [] : [{ sql: `${alter} ${changes.join(' ')}` }]),
    ...(before['persistence'] === after['persistence']
      ? []
      : [durability({ ...after, sequence: before['sequence'] ?? null })]),
    ...(renamed
      ? [
          {
            sql: `ALTER SEQUENCE ${printed(before['sequence'])} RENAME TO ${printed(after['sequence']).replace(/^("(?:[^"]|"")*"|[^."]*)\./, '')}`,
          },
        ]
      : []),
  ];
}

/** Its sequence is as durable as the table, unless it is told otherwise. */
export function identitySettings(
  column: CatalogObject,
  table: CatalogObject | undefined,
): readonly Draft[] {
  const identity = inner(column, 'identity');
  if (identity === undefined || table === undefined) return [];
  if (identity['persistence'] === text(table, 'persistence')) return [];
  return [durability(identity)];
}

function durability(identity: Identity): Draft {
  const mode = identity['persistence'] === 'u' ? 'UNLOGGED' : 'LOGGED';
  return { sql: `ALTER SEQUENCE ${printed(identity['sequence'])} SET ${mode}` };
}

const settable = [
  ['increment', 'INCREMENT BY'],
  ['min', 'MINVALUE'],
  ['max', 'MAXVALUE'],
  ['start', 'START WITH'],
  ['cache', 'CACHE'],
] as const;

/** The name that PostgreSQL gives to the sequence of a column, where nobody says otherwise. */
function nameAfter(table: string, column: string): string {
  const [, schema = '', name = ''] = /^((?:"(?:[^"]|"")*"|[^."]*)\.)(.*)$/.exec(table) ?? [];
  const plain = `${unquoted(name)}_${unquoted(column)}_seq`;
  return `${schema}${/^[a-z_][a-z0-9_$]*$/.test(plain) ? plain : `"${plain.replaceAll('"', '""')}"`}`;
}

function unquoted(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}
