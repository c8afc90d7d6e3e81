import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { differ, flag, foreignOptions, inner, sameFact, text, texts } from '../facts.ts';
import type { Draft, KindChanges, PlanContext } from '../kind-changes.ts';
import { isInherited, isLeftByParent, leftToChildren } from '../inheritance.ts';
import { typeRebuilds } from '../type-rebuilds.ts';
import { settingChanges } from './column-settings.ts';
import { identityChanges, identityClause, identitySettings } from './identity.ts';
import { notNullChanges } from './not-null.ts';
import { notNullName } from './not-null-name.ts';

export const columns: KindChanges = {
  kind: 'column',
  designate: (column) => `COLUMN ${text(column, 'table')}.${text(column, 'name')}`,
  folds: ['default'],
  create(column, context, [value]) {
    // It has come with the parent's.
    if (isInherited(column, context, 'target')) {
      return [
        ...(isHandedOver(column, context) ? takenBack(column, context) : []),
        ...columnSettings(column),
      ];
    }
    return [
      addition(column, value, context),
      ...columnSettings(column),
      ...identitySettings(column, context.target.objects.get(`table ${text(column, 'table')}`)),
    ];
  },
  drop(column, context) {
    if (isInherited(column, context, 'source')) return [];
    if (isHandedOver(column, context)) return [setAside(column)];
    const computed = text(column, 'generated') !== '';
    const only = leftToChildren(column, context).length > 0 ? 'ONLY ' : '';
    return [
      {
        sql: `ALTER TABLE ${only}${text(column, 'table')} DROP COLUMN ${text(column, 'name')}`,
        ...(computed
          ? {}
          : { loses: `the column ${column.id.slice('column '.length)} with its values` }),
      },
    ];
  },
  change(from, to, context) {
    const drafts: Draft[] = [];
    if (flag(from, 'local') && !flag(to, 'local')) return undefined;
    if (flag(to, 'local') && isLeftByParent(to, context)) return { drafts: [] };
    if (differ(from, to, 'generated', 'expression')) {
      const generation = generationChange(from, to, context);
      if (generation === undefined) return undefined;
      drafts.push(...generation);
    }
    const identity = identityChanges(from, to);
    const leaves = inner(to, 'identity') === undefined;
    // Few types can be an identity.
    if (leaves) drafts.push(...identity);
    const retyped = differ(from, to, 'type', 'collation');
    if (retyped && !isInherited(to, context, 'both')) drafts.push(typeChange(from, to, context));
    // An identity column must be NOT NULL all the time.
    drafts.push(...notNullChanges(from, to, context), ...(leaves ? [] : identity));
    drafts.push(...settingChanges(from, to, retyped));
    return { drafts, ...(retyped ? { rebuilds: typeRebuilds(from) } : {}) };
  },
};

/** What is computed from columns that come along is not known yet where all are added at once. */
function addition(
  column: CatalogObject,
  value: CatalogObject | undefined,
  context: PlanContext,
): Draft {
  const head = `ALTER TABLE ${text(column, 'table')}`;
  const sql = `${head} ADD COLUMN ${columnDefinition(column, value, context)}`;
  return text(column, 'generated') === '' ? { sql, joins: { head, verb: 'ADD COLUMN' } } : { sql };
}

/** As in `CREATE TABLE` and `ADD COLUMN`. */
export function columnDefinition(
  column: CatalogObject,
  value: CatalogObject | undefined,
  context: PlanContext,
): string {
  const collation = text(column, 'collation');
  const identity = inner(column, 'identity');
  const notNull = inner(column, 'notNull');
  const generated = text(column, 'generated');
  const constraintName = notNullName(column, context);
  return [
    `${text(column, 'name')} ${text(column, 'type')}`,
    foreignOptions(texts(column, 'foreignOptions')),
    collation === '' ? '' : ` COLLATE ${collation}`,
    generated === ''
      ? ''
      : ` GENERATED ALWAYS AS (${text(column, 'expression')}) ${generated === 's' ? 'STORED' : 'VIRTUAL'}`,
    identity === undefined ? '' : identityClause(column, identity),
    value === undefined ? '' : ` DEFAULT ${text(value, 'expression')}`,
    constraintName === undefined ? '' : ` CONSTRAINT ${constraintName}`,
    notNull === undefined || notNull['notValid'] === true ? '' : ' NOT NULL',
    notNull?.['noInherit'] === true ? ' NO INHERIT' : '',
  ].join('');
}

/** What neither `CREATE TABLE` nor `ADD COLUMN` can say on all versions. */
export function columnSettings(column: CatalogObject): readonly Draft[] {
  const bare = {
    ...column,
    facts: { ...column.facts, storage: null, compression: null, statistics: null, options: null },
  };
  return settingChanges(bare, column, false);
}

/**
 * A column that was the child's own and is to be its parent's only. PostgreSQL has no statement for that: it is put aside
 * under another name until the parent's has come down, and its values are copied.
 */
function isHandedOver({ id }: CatalogObject, { source, target }: PlanContext): boolean {
  const [from, to] = [source.objects.get(id), target.objects.get(id)];
  return from?.facts['local'] === true && to?.facts['local'] === false;
}

function setAside(column: CatalogObject): Draft {
  return {
    sql: `ALTER TABLE ${text(column, 'table')} RENAME COLUMN ${text(column, 'name')} TO ${asideName(column)}`,
  };
}

function takenBack(column: CatalogObject, { source }: PlanContext): readonly Draft[] {
  const table = text(column, 'table');
  const [name, type] = [text(column, 'name'), text(column, 'type')];
  const isSame = source.objects.get(column.id)?.facts['type'] === type;
  const value = `${asideName(column)}${isSame ? '' : `::text::${type}`}`;
  return [
    ...(text(column, 'generated') === ''
      ? [{ sql: `UPDATE ONLY ${table} SET ${name} = ${value}` }]
      : []),
    { sql: `ALTER TABLE ${table} DROP COLUMN ${asideName(column)}` },
  ];
}

function asideName(column: CatalogObject): string {
  const name = text(column, 'name');
  return name.endsWith('"') ? `${name.slice(0, -1)}_aside"` : `${name}_aside`;
}

/** `undefined` where the column has to be made again. */
function generationChange(
  from: CatalogObject,
  to: CatalogObject,
  { target }: PlanContext,
): readonly Draft[] | undefined {
  const alter = `ALTER TABLE ${text(to, 'table')} ALTER COLUMN ${text(to, 'name')}`;
  if (text(from, 'generated') === 's' && text(to, 'generated') === '') {
    return [{ sql: `${alter} DROP EXPRESSION` }];
  }
  const sameKind = sameFact(from.facts['generated'], to.facts['generated']);
  if (!sameKind || target.major < 17) return undefined;
  return [{ sql: `${alter} SET EXPRESSION AS (${text(to, 'expression')})` }];
}

function typeChange(
  from: CatalogObject,
  to: CatalogObject,
  { textCasts, target }: PlanContext,
): Draft {
  const name = text(to, 'name');
  const type = text(to, 'type');
  const collation = text(to, 'collation');
  const generated = text(to, 'generated') !== '';
  const table = target.objects.get(`table ${text(to, 'table')}`);
  const isForeign = table !== undefined && text(table, 'server') !== '';
  const head = `ALTER TABLE ${text(to, 'table')}`;
  const areLists = type.endsWith('[]') && text(from, 'type').endsWith('[]');
  const way = textCasts.has(to.id) ? (areLists ? '::text[]' : '::text') : '';
  return {
    sql: [
      `${head} ALTER COLUMN ${name} TYPE ${type}`,
      collation === '' ? '' : ` COLLATE ${collation}`,
      // What is generated is computed anew, what is elsewhere not at all; what is the same but for its length needs no
      // conversion.
      generated || isForeign || baseOf(text(from, 'type')) === baseOf(type)
        ? ''
        : ` USING ${name}${way}::${type}`,
    ].join(''),
    joins: { head, verb: 'TYPE' },
  };
}

function baseOf(type: string): string {
  return type.replace(/\([^)]*\)/, '');
}
