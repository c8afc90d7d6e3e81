import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { text, texts } from '../facts.ts';
import type { Draft, PlanContext } from '../kind-changes.ts';
import { columnDefinition, columnSettings } from './column-definition.ts';
import { notNullChanges } from './not-null.ts';
import { quoted, unquoted } from './not-null-name.ts';

/** A column that is its parent's only, for a table that is there. */
export function inheritedColumn(
  column: CatalogObject,
  value: CatalogObject | undefined,
  context: PlanContext,
): readonly Draft[] {
  const returns = isHandedOver(column, context) ? takenBack(column, context) : [];
  if (column.facts['local'] !== false || comesDown(column, context))
    return [...returns, ...columnSettings(column)];
  return [...standIn(column, returns.length === 0 ? value : undefined, returns, context)];
}

/** Whether it has come with that of a parent, which is made before. */
function comesDown(column: CatalogObject, { source, target, isNew }: PlanContext): boolean {
  const id = `table ${text(column, 'table')}`;
  const [before, after] = [source.objects.get(id), target.objects.get(id)];
  if (before === undefined || after === undefined || isNew(id)) return true;
  const parents = texts(after, 'inherits');
  return texts(before, 'inherits').some(
    (parent) => parents.includes(parent) && isNew(`column ${parent}.${text(column, 'name')}`),
  );
}

/**
 * To become a child, a table must have all columns of its parent, and what it has then is its own for good. So the column comes
 * from another parent, which stands in for the real one until that has taken it over.
 */
function standIn(
  column: CatalogObject,
  value: CatalogObject | undefined,
  returns: readonly Draft[],
  context: PlanContext,
): readonly Draft[] {
  const table = text(column, 'table');
  const parent = standInName(table, text(column, 'name'));
  const isFull = returns.length === 0;
  const own = { ...column.facts, identity: null, ...(isFull ? {} : { notNull: null }) };
  const shape = { ...column, facts: own };
  const notNull = isFull ? [] : notNullChanges(shape, column, context);
  return [
    { sql: `CREATE TABLE ${parent} ()` },
    { sql: `ALTER TABLE ${table} INHERIT ${parent}` },
    { sql: `ALTER TABLE ${parent} ADD COLUMN ${columnDefinition(shape, value, context)}` },
    ...returns,
    ...columnSettings(column),
    ...notNull.map(({ late: _late, ...draft }) => draft),
    { sql: `ALTER TABLE ${table} NO INHERIT ${parent}`, late: true },
    { sql: `DROP TABLE ${parent}`, late: true },
  ];
}

/**
 * A column that was the child's own and is to be its parent's only. PostgreSQL has no statement for that: it is put aside
 * under another name until the parent's has come down, and its values are copied.
 */
export function isHandedOver({ id }: CatalogObject, { source, target }: PlanContext): boolean {
  const [from, to] = [source.objects.get(id), target.objects.get(id)];
  return from?.facts['local'] === true && to?.facts['local'] === false;
}

export function setAside(column: CatalogObject): Draft {
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

/** In the schema of the table. */
function standInName(table: string, column: string): string {
  return table.replace(/("(?:[^"]|"")*"|[^."]*)$/, (name) =>
    quoted(`${unquoted(name)}_${unquoted(column)}_parent`.slice(0, 63)),
  );
}
