import type { Catalog, CatalogObject } from '../../postgres/catalog/catalog.ts';
import { text } from './facts.ts';

/**
 * The columns, constraints, indexes and so on of a table, given by its qualified name, in the order of the catalog. All tables
 * may be asked for one by one: a catalog is gone through once.
 */
export function partsOfTable(table: string, catalog: Catalog): readonly CatalogObject[] {
  const known = parts.get(catalog) ?? partsByTable(catalog);
  parts.set(catalog, known);
  return known.get(table) ?? [];
}

const parts = new WeakMap<Catalog, ReadonlyMap<string, readonly CatalogObject[]>>();

function partsByTable({ objects }: Catalog): ReadonlyMap<string, readonly CatalogObject[]> {
  return Map.groupBy(objects.values(), (object) => text(object, 'table'));
}
