import type { Catalog, CatalogObject } from '../../postgres/catalog/catalog.ts';
import { text } from './facts.ts';
import { partsOfTable } from './parts-of-table.ts';
import type { Rename } from './renames.ts';

/** Something that goes, and the new name under which it may be there all the same. */
export interface RenameCandidate extends Rename {
  readonly kind: 'table' | 'column';
}

/**
 * Tables and columns that go while others of the same shape come. Whether that is a renaming is for a person to say: where
 * it is not, taking it for one would put values where they do not belong.
 */
export function renameCandidates(source: Catalog, target: Catalog): readonly RenameCandidate[] {
  const tables = matches(
    onlyIn(source, target, 'table').map((table) => [shapeOfTable(table, source), table]),
    onlyIn(target, source, 'table').map((table) => [shapeOfTable(table, target), table]),
  );
  const inBoth = (column: CatalogObject): boolean =>
    [source, target].every(({ objects }) => objects.has(`table ${text(column, 'table')}`));
  const columns = matches(
    onlyIn(source, target, 'column')
      .filter(inBoth)
      .map((column) => [shapeOfColumn(column), column]),
    onlyIn(target, source, 'column')
      .filter(inBoth)
      .map((column) => [shapeOfColumn(column), column]),
  );
  return [...tables, ...columns].map(([from, to]) => ({
    kind: from.kind === 'table' ? 'table' : 'column',
    from: from.id.slice(from.kind.length + 1),
    to: text(to, 'name'),
  }));
}

type Shaped = readonly [shape: string, object: CatalogObject];

/** Pairs of equal shapes, where there is one only on either side. */
function matches(
  leaving: readonly Shaped[],
  coming: readonly Shaped[],
): readonly (readonly [CatalogObject, CatalogObject])[] {
  const pairs = Map.groupBy(coming, ([shape]) => shape);
  return [...Map.groupBy(leaving, ([shape]) => shape)].flatMap(([shape, from]) => {
    const to = pairs.get(shape) ?? [];
    const [[, gone] = [], [, come] = []] = [from[0], to[0]];
    const isClear = from.length === 1 && to.length === 1;
    return isClear && gone !== undefined && come !== undefined ? [[gone, come] as const] : [];
  });
}

function onlyIn(one: Catalog, other: Catalog, kind: string): readonly CatalogObject[] {
  return [...one.objects.values()].filter(
    (object) => object.kind === kind && !other.objects.has(object.id),
  );
}

function shapeOfTable(table: CatalogObject, catalog: Catalog): string {
  const columns = partsOfTable(table.id.slice('table '.length), catalog)
    .filter(({ kind }) => kind === 'column')
    .map((column) => `${text(column, 'name')} ${text(column, 'type')}`);
  return JSON.stringify([text(table, 'schema'), columns.toSorted()]);
}

function shapeOfColumn({ facts }: CatalogObject): string {
  return JSON.stringify([
    facts['table'],
    facts['type'],
    facts['generated'],
    facts['notNull'] !== null,
  ]);
}
