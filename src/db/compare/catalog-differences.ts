import type { Catalog } from '../../postgres/catalog/catalog.ts';
import { isSameIn } from './same-object.ts';

/** Ids of objects that only one of two schemas has, or that differ. */
export function catalogDifferences(a: Catalog, b: Catalog): readonly string[] {
  const ids = new Set([...a.objects.keys(), ...b.objects.keys()]);
  return [...ids].filter((id) => !isSameIn(id, a, b));
}
