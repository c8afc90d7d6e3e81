import type { Decision } from './decisions.ts';
import type { Edges } from './edges.ts';
import { text } from './facts.ts';
import type { PlanContext } from './kind-changes.ts';
import { storesRows } from './row-rebuilds.ts';

/** Views that store whole rows and are made again go before the columns of the table come or change, and come after. */
export function addRowEdges(
  edges: Edges,
  decisions: ReadonlyMap<string, Decision>,
  { source, target }: PlanContext,
): void {
  const views = [...decisions].filter(
    ([id, { drop, create }]) => drop && create && id.startsWith('materialized view '),
  );
  if (views.length === 0) return;
  for (const id of decisions.keys()) {
    const column = id.startsWith('column ') ? target.objects.get(id) : undefined;
    if (column === undefined) continue;
    for (const [view] of views) {
      const isMeant = [source, target].some(({ objects }) => {
        const object = objects.get(view);
        return object !== undefined && storesRows(object, text(column, 'table'));
      });
      if (!isMeant) continue;
      for (const verb of ['create', 'change']) {
        edges.add(`drop ${view}`, `${verb} ${id}`);
        edges.add(`${verb} ${id}`, `create ${view}`);
      }
    }
  }
}
