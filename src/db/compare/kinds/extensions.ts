import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { differ, literal, text } from '../facts.ts';
import type { Draft, KindChanges, PlanContext } from '../kind-changes.ts';

export const extensions: KindChanges = {
  kind: 'extension',
  designate: (extension) => `EXTENSION ${text(extension, 'name')}`,
  create: (extension) => [
    {
      sql: `CREATE EXTENSION ${text(extension, 'name')} WITH SCHEMA ${text(extension, 'schema')} VERSION ${literal(text(extension, 'version'))}`,
    },
  ],
  drop: (extension) => [{ sql: `DROP EXTENSION ${text(extension, 'name')}` }],
  change(from, to, context) {
    // Scripts lead up, seldom down; with no column of its types at stake, it can be made again.
    if (isOlder(to, from) && !holdsData(from.id, context)) return undefined;
    return { drafts: updates(from, to) };
  },
};

function isOlder(a: CatalogObject, b: CatalogObject): boolean {
  return text(a, 'version').localeCompare(text(b, 'version'), 'en', { numeric: true }) < 0;
}

function holdsData(id: string, { source }: PlanContext): boolean {
  return [...source.objects.values()].some(
    ({ kind, needs }) => kind === 'column' && needs.some((need) => need.id === id),
  );
}

function updates(from: CatalogObject, to: CatalogObject): readonly Draft[] {
  return [
    ...(differ(from, to, 'version')
      ? [{ sql: `ALTER EXTENSION ${text(to, 'name')} UPDATE TO ${literal(text(to, 'version'))}` }]
      : []),
    ...(differ(from, to, 'schema')
      ? [{ sql: `ALTER EXTENSION ${text(to, 'name')} SET SCHEMA ${text(to, 'schema')}` }]
      : []),
  ];
}
