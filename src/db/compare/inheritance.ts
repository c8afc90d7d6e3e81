import type { Catalog, CatalogObject } from '../../postgres/catalog/catalog.ts';
import { text } from './facts.ts';
import type { PlanContext } from './kind-changes.ts';

/**
 * Whether a column or check of a partition or child comes, goes and changes with that of its parent: because the
 * tables belong together before (`source`) or after (`target`) the plan, or all the time.
 */
export function isInherited(
  object: CatalogObject,
  context: PlanContext,
  when: 'source' | 'target' | 'both',
): boolean {
  const catalogs = when === 'both' ? [context.source, context.target] : [context[when]];
  return catalogs.every((catalog) => hasParents(object, catalog, context));
}

function hasParents(object: CatalogObject, catalog: Catalog, context: PlanContext): boolean {
  const own = catalog.objects.get(object.id);
  if (own?.facts['local'] === false) return true;
  const table = text(object, 'table');
  const partition = catalog.objects.get(`partition ${table}`);
  if (partition === undefined || !context.isKept(partition.id)) return false;
  const name = object.id.slice(`${object.kind} ${table}.`.length);
  return catalog.objects.has(`${object.kind} ${text(partition, 'parent')}.${name}`);
}

/** Columns of children that are to stay as their own when that of their parent goes. */
export function leftToChildren(
  column: CatalogObject,
  { source, target }: PlanContext,
): readonly CatalogObject[] {
  return heirsOf(column.id, source).filter(
    ({ id }) => target.objects.get(id)?.facts['local'] === true,
  );
}

/** Whether the column is such one: for as long as that of the parent is there, nothing can be done to it. */
export function isLeftByParent(column: CatalogObject, { source, isDropped }: PlanContext): boolean {
  const own = source.objects.get(column.id);
  return (
    own?.facts['local'] === false &&
    own.needs.some(({ id }) => id.startsWith('column ') && isDropped(id))
  );
}

function heirsOf(id: string, catalog: Catalog): readonly CatalogObject[] {
  const known = heirs.get(catalog) ?? heirsIn(catalog);
  heirs.set(catalog, known);
  return known.get(id) ?? [];
}

const heirs = new WeakMap<Catalog, ReadonlyMap<string, readonly CatalogObject[]>>();

function heirsIn({ objects }: Catalog): ReadonlyMap<string, readonly CatalogObject[]> {
  const result = new Map<string, CatalogObject[]>();
  for (const object of objects.values()) {
    if (object.kind !== 'column' || object.facts['local'] !== false) continue;
    for (const { id } of object.needs) {
      if (id.startsWith('column ')) result.set(id, [...(result.get(id) ?? []), object]);
    }
  }
  return result;
}

/** Whether the table of a column or constraint is partitioned. */
export function isPartitioned(object: CatalogObject, { target, source }: PlanContext): boolean {
  const id = `table ${text(object, 'table')}`;
  const table = target.objects.get(id) ?? source.objects.get(id);
  return table !== undefined && text(table, 'partitionKey') !== '';
}
