import type { Catalog, CatalogObject } from '../../postgres/catalog/catalog.ts';
import type { Decision } from './decisions.ts';
import type { Edges } from './edges.ts';
import { text } from './facts.ts';
import type { PlanContext } from './kind-changes.ts';

/**
 * A foreign key to a partitioned table refers to each of its partitions as well, so it goes before any of them. One of a
 * partitioned table goes before a partition leaves, which would take its share of it along.
 */
export function addReferenceEdges(
  edges: Edges,
  decisions: ReadonlyMap<string, Decision>,
  { source }: PlanContext,
): void {
  const partitions = partitionsByParent(source);
  for (const [id, { drop }] of decisions) {
    const object = drop ? source.objects.get(id) : undefined;
    if (!isForeignKey(object)) continue;
    const own = text(object, 'table');
    for (const table of allBelow(own, partitions)) {
      // Where both go, it goes with its table, after the partitions.
      if ([own, table].every((each) => decisions.get(`table ${each}`)?.drop === true)) continue;
      edges.add(`drop ${id}`, `drop partition ${table}`);
    }
    for (const table of allBelow(text(object, 'references'), partitions)) {
      edges.add(`drop ${id}`, `drop table ${table}`);
    }
  }
}

/** Those that go and have to go by themselves: with one of the tables they would go too late for the partitions. */
export function foreignKeysAroundPartitions(
  decisions: ReadonlyMap<string, Decision>,
  source: Catalog,
): readonly string[] {
  const partitions = partitionsByParent(source);
  return [...decisions].flatMap(([id, { drop }]) => {
    const object = drop ? source.objects.get(id) : undefined;
    if (!isForeignKey(object)) return [];
    return partitions.has(text(object, 'references')) ? [id] : [];
  });
}

function isForeignKey(object: CatalogObject | undefined): object is CatalogObject {
  return object?.kind === 'constraint' && text(object, 'type') === 'f';
}

function partitionsByParent(source: Catalog): ReadonlyMap<string, readonly string[]> {
  const result = new Map<string, string[]>();
  for (const object of source.objects.values()) {
    if (object.kind !== 'partition') continue;
    const parent = text(object, 'parent');
    result.set(parent, [...(result.get(parent) ?? []), text(object, 'table')]);
  }
  return result;
}

function allBelow(
  table: string,
  partitions: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  return (partitions.get(table) ?? []).flatMap((each) => [each, ...allBelow(each, partitions)]);
}
