import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { inner, text } from '../facts.ts';
import type { PlanContext, Rebuild } from '../kind-changes.ts';

/**
 * NOT NULL goes with that of the parent even where the partition has it for its primary key, and the server refuses that. Such
 * a partition is detached meanwhile.
 */
export function notNullRebuilds(
  from: CatalogObject,
  to: CatalogObject,
  { source, target }: PlanContext,
): readonly Rebuild[] {
  if (inner(from, 'notNull') === undefined || inner(to, 'notNull') !== undefined) return [];
  const parent = text(to, 'table');
  const isStricter = (partition: CatalogObject): boolean => {
    const column = `column ${text(partition, 'table')}.${text(to, 'name')}`;
    const after = target.objects.get(column);
    return (
      after !== undefined &&
      inner(after, 'notNull') !== undefined &&
      [...source.objects.values()].some(
        ({ kind, facts, needs }) =>
          kind === 'constraint' && facts['type'] === 'p' && needs.some(({ id }) => id === column),
      )
    );
  };
  return [
    {
      of: `table ${parent}`,
      when: (each) =>
        each.kind === 'partition' && text(each, 'parent') === parent && isStricter(each),
    },
  ];
}
