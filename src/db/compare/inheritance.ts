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

/** Whether the table of a column or constraint is partitioned. */
export function isPartitioned(object: CatalogObject, { target, source }: PlanContext): boolean {
  const id = `table ${text(object, 'table')}`;
  const table = target.objects.get(id) ?? source.objects.get(id);
  return table !== undefined && text(table, 'partitionKey') !== '';
}
