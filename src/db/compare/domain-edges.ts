import type { Decision } from './decisions.ts';
import { columnsComing, columnsWithin } from './domain-columns.ts';
import type { Edges } from './edges.ts';
import { text } from './facts.ts';
import type { PlanContext } from './kind-changes.ts';

/**
 * PostgreSQL cannot check a domain while columns have it within arrays and composite values. So its checks come before such
 * columns do, and after those that there were have gone.
 */
export function addDomainEdges(
  edges: Edges,
  decisions: ReadonlyMap<string, Decision>,
  context: PlanContext,
): void {
  for (const [id, { create, change }] of decisions) {
    const check = create || change !== undefined ? context.target.objects.get(id) : undefined;
    if (check?.kind !== 'domain constraint') continue;
    // Where the domain is replaced, it may come with its checks.
    for (const need of check.needs) {
      for (const verb of ['create', 'change'])
        edges.add(`${verb} ${need.id}`, `change domain ${text(check, 'domain')}`);
    }
    const coming = columnsComing(check, context);
    if (coming.length === 0) continue;
    for (const verb of ['create', 'change']) {
      for (const column of coming) {
        for (const next of ['create', 'change']) edges.add(`${verb} ${id}`, `${next} ${column}`);
      }
      for (const column of columnsWithin(text(check, 'domain'), context.source)) {
        if (coming.includes(column)) continue;
        for (const first of ['drop', 'change']) edges.add(`${first} ${column}`, `${verb} ${id}`);
      }
    }
  }
}
