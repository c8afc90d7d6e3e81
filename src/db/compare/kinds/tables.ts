import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import {
  differ,
  flag,
  foreignOptionChanges,
  foreignOptions,
  option,
  optionChanges,
  text,
  texts,
} from '../facts.ts';
import type { Draft, KindChanges, PlanContext } from '../kind-changes.ts';
import { goesWithCopy, isCopied, setAside, setIndexesAside, takeOver } from '../table-copy.ts';
import { columnDefinition, columnSettings } from './column-definition.ts';
import { identitySettings } from './identity.ts';
import { constraintClause } from './constraints.ts';

export const tables: KindChanges = {
  kind: 'table',
  designate: (table) => `${isForeign(table) ? 'FOREIGN TABLE' : 'TABLE'} ${nameOf(table)}`,
  designateGrant: (table) => `TABLE ${nameOf(table)}`,
  folds: ['column', 'default', 'constraint'],
  create: (table, context, parts) => [
    { sql: creation(table, inherited(table, parts, context), context) },
    ...settings(table, parts),
    ...(isCopied(nameOf(table), context) ? takeOver(table, context) : []),
  ],
  drop(table, context) {
    if (isCopied(nameOf(table), context)) return setAside(table, context);
    // It goes with the old table that it is a part of, once the rows are copied.
    if (goesWithCopy(nameOf(table), context)) return setIndexesAside(table, context);
    const loses = `the table ${nameOf(table)} with all its rows`;
    return isForeign(table)
      ? [{ sql: `DROP FOREIGN TABLE ${nameOf(table)}` }]
      : [{ sql: `DROP TABLE ${nameOf(table)}`, loses }];
  },
  change(from, to) {
    // No statement turns the one into the other.
    if (differ(from, to, 'partitionKey', 'server')) return undefined;
    return {
      drafts: changes(from, to).map((change) => ({
        sql: `ALTER TABLE ${nameOf(to)} ${change}`,
        // It must have all that its new parent has by then.
        ...(change.startsWith('INHERIT ') ? { late: true } : {}),
      })),
    };
  },
};

function nameOf(table: CatalogObject): string {
  return `${text(table, 'schema')}.${text(table, 'name')}`;
}

function isForeign(table: CatalogObject): boolean {
  return text(table, 'server') !== '';
}

function creation(
  table: CatalogObject,
  parts: readonly CatalogObject[],
  context: PlanContext,
): string {
  const lines = [
    ...parts
      .filter(({ kind, facts }) => kind === 'column' && facts['local'] !== false)
      .map((column) => columnDefinition(column, defaultOf(column, parts), context)),
    ...parts.filter(({ kind }) => kind === 'constraint').map(constraintClause),
  ];
  const head = text(table, 'persistence') === 'u' ? 'CREATE UNLOGGED TABLE' : 'CREATE TABLE';
  const options = optionsOf(table).map(option);
  const method = text(table, 'accessMethod');
  const inherits = texts(table, 'inherits');
  const key = text(table, 'partitionKey');
  return [
    `${isForeign(table) ? 'CREATE FOREIGN TABLE' : head} ${nameOf(table)} (`,
    lines.length === 0 ? ')' : `\n  ${lines.join(',\n  ')}\n)`,
    inherits.length === 0 ? '' : ` INHERITS (${inherits.join(', ')})`,
    key === '' ? '' : ` PARTITION BY ${key}`,
    method === '' ? '' : ` USING ${method}`,
    options.length === 0 ? '' : ` WITH (${options.join(', ')})`,
    isForeign(table)
      ? ` SERVER ${text(table, 'server')}${foreignOptions(texts(table, 'foreignOptions'))}`
      : '',
  ].join('');
}

/** A child takes over how a parent's column is generated, and up to version 15 may not say so itself. */
function inherited(
  table: CatalogObject,
  parts: readonly CatalogObject[],
  { target }: PlanContext,
): readonly CatalogObject[] {
  const parents = texts(table, 'inherits');
  return parts.map((part) => {
    if (part.kind !== 'column' || text(part, 'generated') === '') return part;
    const isTaken = parents.some((parent) => {
      const above = target.objects.get(`column ${parent}.${text(part, 'name')}`);
      return above !== undefined && !differ(above, part, 'generated', 'expression');
    });
    return isTaken
      ? { ...part, facts: { ...part.facts, generated: null, expression: null } }
      : part;
  });
}

function defaultOf(
  column: CatalogObject,
  parts: readonly CatalogObject[],
): CatalogObject | undefined {
  const id = `default ${column.id.slice('column '.length)}`;
  return parts.find((part) => part.id === id);
}

function settings(table: CatalogObject, parts: readonly CatalogObject[]): readonly Draft[] {
  const alter = `ALTER TABLE ONLY ${nameOf(table)}`;
  return [
    ...parts
      .filter(({ kind }) => kind === 'column')
      .flatMap((column) => [...columnSettings(column), ...identitySettings(column, table)]),
    // Defaults of columns that come from a parent.
    ...parts
      .filter(({ kind, id }) => kind === 'default' && isInherited(id, parts))
      .map((value) => ({
        sql: `${alter} ALTER COLUMN ${text(value, 'name')} SET DEFAULT ${text(value, 'expression')}`,
      })),
    ...(flag(table, 'rowSecurity')
      ? [{ sql: `ALTER TABLE ${nameOf(table)} ENABLE ROW LEVEL SECURITY` }]
      : []),
    ...(flag(table, 'forceRowSecurity')
      ? [{ sql: `ALTER TABLE ${nameOf(table)} FORCE ROW LEVEL SECURITY` }]
      : []),
  ];
}

function isInherited(defaultId: string, parts: readonly CatalogObject[]): boolean {
  const column = parts.find(({ id }) => id === `column ${defaultId.slice('default '.length)}`);
  return column?.facts['local'] === false;
}

function changes(from: CatalogObject, to: CatalogObject): readonly string[] {
  const before = texts(from, 'inherits');
  const after = texts(to, 'inherits');
  const foreign = foreignOptionChanges(texts(from, 'foreignOptions'), texts(to, 'foreignOptions'));
  return [
    ...(differ(from, to, 'persistence')
      ? [text(to, 'persistence') === 'u' ? 'SET UNLOGGED' : 'SET LOGGED']
      : []),
    ...(differ(from, to, 'accessMethod')
      ? [`SET ACCESS METHOD ${text(to, 'accessMethod') === '' ? 'heap' : text(to, 'accessMethod')}`]
      : []),
    ...optionChanges(optionsOf(from), optionsOf(to)),
    ...before.filter((parent) => !after.includes(parent)).map((parent) => `NO INHERIT ${parent}`),
    ...after.filter((parent) => !before.includes(parent)).map((parent) => `INHERIT ${parent}`),
    ...(differ(from, to, 'rowSecurity')
      ? [`${flag(to, 'rowSecurity') ? 'ENABLE' : 'DISABLE'} ROW LEVEL SECURITY`]
      : []),
    ...(differ(from, to, 'forceRowSecurity')
      ? [`${flag(to, 'forceRowSecurity') ? 'FORCE' : 'NO FORCE'} ROW LEVEL SECURITY`]
      : []),
    ...(foreign === undefined ? [] : [foreign]),
  ];
}

function optionsOf(table: CatalogObject): readonly string[] {
  return [...texts(table, 'options'), ...texts(table, 'toastOptions')];
}
