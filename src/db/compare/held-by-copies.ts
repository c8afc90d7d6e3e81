import type { Need } from '../../postgres/catalog/catalog.ts';
import type { Decision } from './decisions.ts';
import type { Edges } from './edges.ts';
import { text } from './facts.ts';
import type { PlanContext } from './kind-changes.ts';
import { goesWithCopy, isCopied } from './table-copy.ts';

/**
 * What goes, but only once the rows of a table that needs it are copied into its new version: types of its columns, sequences
 * and functions of its defaults, and what these need. By id, with the tables whose new versions it waits for.
 */
export function heldByCopies(
  decisions: ReadonlyMap<string, Decision>,
  context: PlanContext,
): ReadonlyMap<string, ReadonlySet<string>> {
  const held = new Map<string, Set<string>>();
  const copies = copiesIn(decisions, context);
  if (copies.size === 0) return held;
  const hold = (id: string, copy: string, isMeant: (type: Need['type']) => boolean): void => {
    for (const { id: need, type } of context.source.objects.get(id)?.needs ?? []) {
      if (!isMeant(type)) continue;
      const decision = decisions.get(need);
      if (decision?.drop !== true || decision.create || isPart(need)) continue;
      if (held.get(need)?.has(copy) === true) continue;
      held.set(need, (held.get(need) ?? new Set()).add(copy));
      hold(need, copy, (each) => each !== 'order');
    }
  };
  const isPart = (id: string): boolean => {
    const object = context.source.objects.get(id);
    return (
      object !== undefined &&
      (copies.has(text(object, 'table')) || copies.has(id.replace(/^table /, '')))
    );
  };
  for (const object of context.source.objects.values()) {
    const copy = copies.get(text(object, 'table') || object.id.replace(/^table /, ''));
    // A table that is set aside is a part of nothing any more.
    if (copy !== undefined && object.kind !== 'partition')
      hold(object.id, copy, (type) => type === 'normal');
  }
  return held;
}

export function addCopyEdges(
  edges: Edges,
  decisions: ReadonlyMap<string, Decision>,
  context: PlanContext,
): void {
  for (const [id, copies] of heldByCopies(decisions, context)) {
    for (const copy of copies) edges.add(`create table ${copy}`, `drop ${id}`);
  }
}

/** Tables that are set aside, and the partitions that go with them, each with the table that is made anew. */
function copiesIn(
  decisions: ReadonlyMap<string, Decision>,
  context: PlanContext,
): ReadonlyMap<string, string> {
  const copies = new Map<string, string>();
  for (const [id, { drop }] of decisions) {
    if (!drop || !id.startsWith('table ')) continue;
    const table = id.slice('table '.length);
    const above = aboveOf(table, context);
    if (above !== undefined) copies.set(table, above);
  }
  return copies;
}

function aboveOf(table: string, context: PlanContext): string | undefined {
  if (isCopied(table, context)) return table;
  if (!goesWithCopy(table, context)) return undefined;
  const partition = context.source.objects.get(`partition ${table}`);
  return partition === undefined ? undefined : aboveOf(text(partition, 'parent'), context);
}
