import type { Catalog, CatalogObject } from '../../postgres/catalog/catalog.ts';
import { text } from './facts.ts';
import type { PlanContext } from './kind-changes.ts';

/** Columns that get to have the domain of a check within their values; its domain is there already. */
export function columnsComing(
  check: CatalogObject,
  { source, target, isNew }: PlanContext,
): readonly string[] {
  const domain = text(check, 'domain');
  if (isNew(`domain ${domain}`)) return [];
  const before = new Set(columnsWithin(domain, source));
  return columnsWithin(domain, target).filter((id) => isNew(id) || !before.has(id));
}

/** Columns that have a domain within their values: in lists, composite values, ranges. */
export function columnsWithin(domain: string, { objects }: Catalog): readonly string[] {
  const domains = new Set([`domain ${domain}`]);
  const others = new Set<string>();
  for (let before = -1; before !== domains.size + others.size;) {
    before = domains.size + others.size;
    for (const { id, kind, needs } of objects.values()) {
      if (!/^(domain|composite type|range type)$/.test(kind)) continue;
      if (needs.some((need) => others.has(need.id))) others.add(id);
      else if (needs.some((need) => domains.has(need.id)))
        (kind === 'domain' ? domains : others).add(id);
    }
  }
  return [...objects.values()].flatMap((object) => {
    if (object.kind !== 'column') return [];
    const isList = text(object, 'type').endsWith('[]');
    const has = object.needs.some(
      (need) => others.has(need.id) || (isList && domains.has(need.id)),
    );
    return has ? [object.id] : [];
  });
}
