import type { CatalogObject } from '../../postgres/catalog/catalog.ts';
import type { PlanContext } from './kind-changes.ts';

const typeKinds: ReadonlySet<string> = new Set(['domain', 'composite type', 'range type']);

/** The types that are made of a type or a collation and stay, each after those that it is made of. */
export function dependentTypes(
  from: CatalogObject,
  { source, isDropped }: PlanContext,
): readonly CatalogObject[] {
  const types = [...source.objects.values()].filter(
    ({ kind, id }) => typeKinds.has(kind) && !isDropped(id),
  );
  const found: CatalogObject[] = [];
  const visit = (id: string): void => {
    for (const type of types) {
      if (!type.needs.some((need) => need.id === id)) continue;
      // What depends on several of them comes after the last.
      const place = found.indexOf(type);
      if (place >= 0) found.splice(place, 1);
      found.push(type);
      visit(type.id);
    }
  };
  visit(from.id);
  return found;
}

/** The columns of any of these types that the plan keeps, as they are before it; what is computed is made again. */
export function columnsOf(
  types: readonly CatalogObject[],
  { source, target }: PlanContext,
): readonly CatalogObject[] {
  const ids = new Set(types.map(({ id }) => id));
  return [...source.objects.values()].filter(
    ({ kind, id, facts, needs }) =>
      kind === 'column' &&
      (facts['generated'] ?? '') === '' &&
      target.objects.has(id) &&
      needs.some((need) => ids.has(need.id)),
  );
}
