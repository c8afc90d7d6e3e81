import type { Catalog, CatalogObject, Facts } from '../../postgres/catalog/catalog.ts';
import { inner, sameFact, text, texts } from './facts.ts';

/** Whether two schemas have the same object, or one that differs only in what no statement can change. */
export function isSameIn(id: string, a: Catalog, b: Catalog): boolean {
  const [one, other] = [a.objects.get(id), b.objects.get(id)];
  if (sameFact(one?.facts, other?.facts)) return true;
  if (one?.kind !== 'column' || other === undefined) return false;
  return sameFact(withoutName(one), withoutName(other)) && isNotNullInherited(one, a, b);
}

/**
 * Whether a column is NOT NULL by its parent's constraint in both schemas. PostgreSQL renames such a one only with that of
 * the parent, so what it was called when the table became a part of that is what it stays.
 */
function isNotNullInherited(column: CatalogObject, a: Catalog, b: Catalog): boolean {
  return commonParents(column, a, b).some((id) => isHeldBy(id, a) && isHeldBy(id, b));
}

/** The like in one of two schemas at least, by a parent that it has in both: on the way it is one that cannot be renamed. */
export function isNotNullFixed(column: CatalogObject, a: Catalog, b: Catalog): boolean {
  return commonParents(column, a, b).some((id) => isHeldBy(id, a) || isHeldBy(id, b));
}

/** The columns above this one in both schemas. */
function commonParents(column: CatalogObject, a: Catalog, b: Catalog): readonly string[] {
  const after = parentsOf(column, b);
  return parentsOf(column, a).filter((id) => after.includes(id));
}

function parentsOf(column: CatalogObject, { objects }: Catalog): readonly string[] {
  const name = text(column, 'table');
  const [table, partition] = [objects.get(`table ${name}`), objects.get(`partition ${name}`)];
  const parents = [
    ...(partition === undefined ? [] : [text(partition, 'parent')]),
    ...(table === undefined ? [] : texts(table, 'inherits')),
  ];
  return parents.map((parent) => `column ${parent}.${text(column, 'name')}`);
}

function isHeldBy(parent: string, { objects }: Catalog): boolean {
  const column = objects.get(parent);
  const notNull = column === undefined ? undefined : inner(column, 'notNull');
  return notNull !== undefined && notNull['noInherit'] !== true;
}

function withoutName(column: CatalogObject): Facts {
  const notNull = inner(column, 'notNull');
  return notNull === undefined
    ? column.facts
    : { ...column.facts, notNull: { ...notNull, name: null } };
}
