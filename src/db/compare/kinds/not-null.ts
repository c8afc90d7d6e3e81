import type { Catalog, CatalogObject, Fact } from '../../../postgres/catalog/catalog.ts';
import { differ, inner, text, texts } from '../facts.ts';
import { isPartitioned, isInherited } from '../inheritance.ts';
import type { Draft, PlanContext } from '../kind-changes.ts';
import { partsOfTable } from '../parts-of-table.ts';
import { isNotNullFixed } from '../same-object.ts';
import { quoted, unquoted, usualNotNullName } from './not-null-name.ts';

/**
 * `SET NOT NULL` reads the whole table while nobody else may. Where a valid check says the same, it reads nothing, and that
 * check can be made while everybody works: https://www.postgresql.org/docs/current/sql-altertable.html
 */
export function notNullChanges(
  from: CatalogObject,
  to: CatalogObject,
  context: PlanContext,
): readonly Draft[] {
  if (!differ(from, to, 'notNull')) return [];
  const before = inner(from, 'notNull');
  const after = inner(to, 'notNull');
  const alter = `ALTER TABLE ${text(to, 'table')}`;
  const name = text(to, 'name');
  if (after === undefined) {
    const goesAlong =
      (isInherited(to, context, 'both') && parentChanges(to, context)) ||
      (context.target.major >= 18 && isHeldByParent(to, context));
    return goesAlong ? [] : [dropped(to, context)];
  }
  if (before !== undefined) {
    const isFixed = isNotNullFixed(to, context.source, context.target);
    return renamed(to, before, isFixed ? { ...after, name: before['name'] ?? null } : after);
  }
  if (context.target.major >= 18) return atTheEnd(to, context, added(to, after));
  if (context.isNew(`table ${text(to, 'table')}`) || isPartitioned(to, context)) {
    return [{ sql: `${alter} ALTER COLUMN ${name} SET NOT NULL` }];
  }
  const check = checkName(name);
  return atTheEnd(to, context, [
    { sql: `${alter} ADD CONSTRAINT ${check} CHECK (${name} IS NOT NULL) NOT VALID` },
    { sql: `${alter} VALIDATE CONSTRAINT ${check}`, alone: true },
    { sql: `${alter} ALTER COLUMN ${name} SET NOT NULL` },
    { sql: `${alter} DROP CONSTRAINT ${check}` },
  ]);
}

/** What was in a primary key is let go when that has become another key. */
function dropped(column: CatalogObject, { source, isDropped }: PlanContext): Draft {
  const sql = `ALTER TABLE ${text(column, 'table')} ALTER COLUMN ${text(column, 'name')} DROP NOT NULL`;
  return isInKey(column, source, (key) => !isDropped(key)) ? { sql, late: true } : { sql };
}

function isInKey(
  column: CatalogObject,
  catalog: Catalog,
  isMeant: (key: string) => boolean,
): boolean {
  return partsOfTable(text(column, 'table'), catalog).some(
    ({ id, kind, facts, needs }) =>
      kind === 'constraint' &&
      facts['type'] === 'p' &&
      isMeant(id) &&
      needs.some((need) => need.id === column.id),
  );
}

/** Out of the way of what is dropped and made again in one transaction, unless something waits for it. */
export function atTheEnd(
  column: CatalogObject,
  { target, isKept, isNew }: PlanContext,
  drafts: readonly Draft[],
): readonly Draft[] {
  const key = isInKey(column, target, (id) => !isKept(id));
  const attached = isNew(`partition ${text(column, 'table')}`);
  const waits = key || attached || inner(column, 'identity') !== undefined;
  return waits ? drafts : drafts.map((draft) => ({ ...draft, late: true as const }));
}

/** Partitions may not be stricter than their parent was made. */
function parentChanges(column: CatalogObject, { source, target }: PlanContext): boolean {
  const parent = target.objects.get(`partition ${text(column, 'table')}`);
  if (parent === undefined) return true;
  const id = `column ${text(parent, 'parent')}.${text(column, 'name')}`;
  const [before, after] = [source.objects.get(id), target.objects.get(id)];
  return before !== undefined && after !== undefined && differ(before, after, 'notNull');
}

/** Since version 18 a child's NOT NULL goes with that of its parent, and what is its own can only be dropped after that. */
function isHeldByParent(column: CatalogObject, { source, target }: PlanContext): boolean {
  const [before, after] = [source, target].map(({ objects }) =>
    objects.get(`table ${text(column, 'table')}`),
  );
  const parents = after === undefined ? [] : texts(after, 'inherits');
  return (
    before !== undefined &&
    texts(before, 'inherits').some((parent) => {
      const above = source.objects.get(`column ${parent}.${text(column, 'name')}`);
      const notNull = above === undefined ? undefined : inner(above, 'notNull');
      return parents.includes(parent) && notNull !== undefined && inherits(notNull);
    })
  );
}

/** Since version 18 NOT NULL itself can be added first and validated later. */
function added(column: CatalogObject, after: Readonly<Record<string, Fact>>): readonly Draft[] {
  const table = text(column, 'table');
  const name = constraintName(column, after);
  const inherit = after['noInherit'] === true ? ' NO INHERIT' : '';
  return [
    {
      sql: `ALTER TABLE ${table} ADD CONSTRAINT ${name} NOT NULL ${text(column, 'name')}${inherit} NOT VALID`,
    },
    ...(after['notValid'] === true
      ? []
      : [{ sql: `ALTER TABLE ${table} VALIDATE CONSTRAINT ${name}`, alone: true as const }]),
  ];
}

function renamed(
  column: CatalogObject,
  before: Readonly<Record<string, Fact>>,
  after: Readonly<Record<string, Fact>>,
): readonly Draft[] {
  const table = text(column, 'table');
  const old = constraintName(column, before);
  const name = constraintName(column, after);
  if (before['notValid'] !== true && after['notValid'] === true) {
    return [{ sql: `ALTER TABLE ${table} DROP CONSTRAINT ${old}` }, ...added(column, after)];
  }
  return [
    ...(old === name ? [] : [{ sql: `ALTER TABLE ${table} RENAME CONSTRAINT ${old} TO ${name}` }]),
    ...(inherits(before) === inherits(after)
      ? []
      : [
          {
            sql: `ALTER TABLE ${table} ALTER CONSTRAINT ${name} ${inherits(after) ? 'INHERIT' : 'NO INHERIT'}`,
          },
        ]),
    ...(before['notValid'] === true && after['notValid'] !== true
      ? [{ sql: `ALTER TABLE ${table} VALIDATE CONSTRAINT ${name}`, alone: true as const }]
      : []),
  ];
}

function inherits(notNull: Readonly<Record<string, Fact>>): boolean {
  return notNull['noInherit'] !== true;
}

function constraintName(column: CatalogObject, notNull: Readonly<Record<string, Fact>>): string {
  const given = notNull['name'];
  return typeof given === 'string' ? given : usualNotNullName(column);
}

function checkName(column: string): string {
  return quoted(`${unquoted(column)}_is_not_null`.slice(0, 63));
}
