import { isLeftByParent } from './inheritance.ts';
import type { PlanContext } from './kind-changes.ts';

/**
 * A column that a parent leaves to its child has its old type until the next plan, so what that needs stays for so long.
 */
export function postponeForChildren(
  decisions: Map<string, { readonly drop: boolean; readonly create: boolean }>,
  changed: ReadonlySet<string>,
  context: PlanContext,
): void {
  const stay = (id: string): void => {
    for (const need of context.source.objects.get(id)?.needs ?? []) {
      const decision = decisions.get(need.id);
      if (decision?.drop !== true || decision.create || need.id.startsWith('column ')) continue;
      decisions.delete(need.id);
      stay(need.id);
    }
  };
  for (const id of changed) {
    const column = id.startsWith('column ') ? context.target.objects.get(id) : undefined;
    if (column !== undefined && isLeftByParent(column, context)) stay(id);
  }
}
