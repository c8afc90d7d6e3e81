import type { Catalog, CatalogObject } from '../../postgres/catalog/catalog.ts';
import { text } from './facts.ts';
import { isInherited } from './inheritance.ts';
import type { Change, Draft, PlanContext, Rebuild } from './kind-changes.ts';
import { columnsOf, dependentTypes } from './type-users.ts';

/**
 * Puts a new type or collation in the place of one that cannot be altered, together with the types that are made of it:
 * their columns are turned into text, the old ones go, the new ones come, and the columns get their types back. Values
 * are kept. All else that uses any of these is made again around that.
 */
export function replaceByWayOfText(from: CatalogObject, context: PlanContext): Change {
  const replaced = [from, ...dependentTypes(from, context)];
  const columns = columnsOf(replaced, context);
  // What a child has from its parent is converted with the parent's.
  const own = columns.filter((column) => !isInherited(column, context, 'both'));
  const parts = replaced.flatMap(({ id }) => partsOf(id, context.source, context));
  const ids = new Set([...replaced, ...parts, ...columns].map(({ id }) => id));
  return {
    drafts: [
      ...own.map(toText),
      ...replaced
        .toReversed()
        .flatMap((object) => context.changesOf(object.kind).drop(object, context)),
      ...replaced.flatMap(({ id }) => created(id, from, context)),
      ...own.flatMap(({ id }) => fromText(context.target.objects.get(id))),
    ],
    rebuilds: [
      ...[...replaced, ...parts].map(({ id }): Rebuild => ({
        of: id,
        when: (each) => !ids.has(each.id),
      })),
      ...columns.map(({ id }): Rebuild => ({ of: id, when: (each) => isInTheWay(each, ids) })),
    ],
  };
}

/** Comments and rights on a column stay with it, and so does the table's place among partitions. */
function isInTheWay({ id, kind }: CatalogObject, replaced: ReadonlySet<string>): boolean {
  return !replaced.has(id) && !/^(comment|grant|partition|sequence owner)$/.test(kind);
}

function created(id: string, from: CatalogObject, context: PlanContext): readonly Draft[] {
  const object = context.target.objects.get(id);
  if (object === undefined) return [];
  const parts = partsOf(id, context.target, context).filter(
    (part) => id === from.id || context.isKept(part.id),
  );
  return context.changesOf(object.kind).create(object, context, parts);
}

/** What is made along with an object, such as the constraints of a domain. */
function partsOf(id: string, catalog: Catalog, context: PlanContext): readonly CatalogObject[] {
  const folds = context.changesOf(catalog.objects.get(id)?.kind ?? 'domain').folds ?? [];
  return [...catalog.objects.values()].filter(
    ({ kind, needs }) => folds.includes(kind) && needs.some((need) => need.id === id),
  );
}

function toText(column: CatalogObject): Draft {
  const type = text(column, 'type').endsWith('[]') ? 'text[]' : 'text';
  const name = text(column, 'name');
  return {
    sql: `ALTER TABLE ${text(column, 'table')} ALTER COLUMN ${name} TYPE ${type} USING ${name}::${type}`,
  };
}

function fromText(column: CatalogObject | undefined): readonly Draft[] {
  if (column === undefined) return [];
  const collation = text(column, 'collation');
  const name = text(column, 'name');
  const type = text(column, 'type');
  const collate = collation === '' ? '' : ` COLLATE ${collation}`;
  return [
    {
      sql: `ALTER TABLE ${text(column, 'table')} ALTER COLUMN ${name} TYPE ${type}${collate} USING ${name}::${type}`,
    },
  ];
}
