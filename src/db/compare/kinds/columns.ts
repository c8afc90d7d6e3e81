import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { filled } from '../backfill/filled.ts';
import { differ, flag, inner, sameFact, text } from '../facts.ts';
import type { Draft, KindChanges, PlanContext } from '../kind-changes.ts';
import { isInherited, isLeftByParent, leftToChildren } from '../inheritance.ts';
import { rowRebuilds } from '../row-rebuilds.ts';
import { typeRebuilds } from '../type-rebuilds.ts';
import { columnDefinition, columnSettings } from './column-definition.ts';
import { settingChanges } from './column-settings.ts';
import { identityChanges, identitySettings } from './identity.ts';
import { inheritedColumn, isHandedOver, setAside } from './inherited-columns.ts';
import { atTheEnd, notNullChanges } from './not-null.ts';
import { notNullRebuilds } from './not-null-rebuilds.ts';

export const columns: KindChanges = {
  kind: 'column',
  designate: (column) => `COLUMN ${text(column, 'table')}.${text(column, 'name')}`,
  folds: ['default'],
  rebuilds: rowRebuilds,
  create(column, context, [value]) {
    if (isInherited(column, context, 'target')) return inheritedColumn(column, value, context);
    const { backfills } = context;
    if (backfills.has(column.id)) {
      const empty = { ...column, facts: { ...column.facts, notNull: null } };
      return [
        addition(empty, undefined, context),
        ...columnSettings(column),
        ...backfilled(empty, column, context),
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
      // It is the parent's.
      if (!isInherited(to, context, 'both')) drafts.push(...generation);
    }
    const identity = identityChanges(from, to);
    const leaves = inner(to, 'identity') === undefined;
    // Few types can be an identity.
    if (leaves) drafts.push(...identity);
    const retyped = differ(from, to, 'type', 'collation');
    if (retyped && !isInherited(to, context, 'both')) drafts.push(typeChange(from, to, context));
    // An identity column must be NOT NULL all the time.
    drafts.push(...backfilled(from, to, context), ...(leaves ? [] : identity));
    drafts.push(...settingChanges(from, to, retyped));
    const rebuilds = [
      ...(retyped ? typeRebuilds(from) : []),
      ...notNullRebuilds(from, to, context),
    ];
    return { drafts, rebuilds };
  },
};

/** NOT NULL or no longer, with values for the rows that have none where they are asked for. */
function backfilled(
  from: CatalogObject,
  to: CatalogObject,
  context: PlanContext,
): readonly Draft[] {
  const notNull = notNullChanges(from, to, context);
  const backfill = context.backfills.get(to.id);
  if (backfill === undefined) return notNull;
  return filled(backfill, notNull, (drafts) => atTheEnd(to, context, drafts));
}

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
