import type { Operation } from '../../../api/model.ts';
import { byPrecedence } from '../shared/precedence.ts';
import type { Group, TargetInput } from '../target.ts';

/** A class with routes of one group, in the order of its methods. */
export interface Controller {
  readonly name: string;
  readonly group: Group;
  readonly operations: readonly Operation[];
}

/**
 * One controller a group, in an order in which the first route that matches is the right one. Where two groups are
 * intertwined (each has a path that the other would shadow), a group gets a second controller.
 */
export function controllersOf({ model, groups }: TargetInput): readonly Controller[] {
  const ordered = byPrecedence(model.operations).toSorted((a, b) => lateness(a) - lateness(b));
  const groupOf = new Map(groups.flatMap((group) => group.operations.map((o) => [o, group])));
  const blockers = blockersOf(ordered, groupOf);
  const waiting = new Map(groups.map((g) => [g, ordered.filter((o) => groupOf.get(o) === g)]));
  const done = new Set<Operation>();
  const controllers: Controller[] = [];
  const isReady = (operation: Operation): boolean =>
    (blockers.get(operation) ?? []).every((blocker) => done.has(blocker));
  while (waiting.size > 0) {
    const candidates = [...waiting];
    const [group, operations] =
      candidates.find(([, waits]) => waits.every(isReady)) ??
      candidates.find(([, waits]) => waits.some(isReady)) ??
      candidates[0]!;
    const ready = operations.filter(isReady);
    const rest = operations.filter((operation) => !ready.includes(operation));
    for (const operation of ready) done.add(operation);
    controllers.push({ name: nameOf(group, controllers), group, operations: ready });
    if (rest.length === 0) waiting.delete(group);
    else waiting.set(group, rest);
  }
  return controllers;
}

/** A method that Nest has no decorator for is registered for all methods, after those that have one. */
function lateness({ method }: Operation): number {
  return method === 'trace' || method === 'query' ? 1 : 0;
}

/** For each operation those of other groups that must be registered before it. */
function blockersOf(
  ordered: readonly Operation[],
  groupOf: ReadonlyMap<Operation, Group>,
): ReadonlyMap<Operation, readonly Operation[]> {
  const blockers = new Map<Operation, Operation[]>();
  const comparable = Map.groupBy(ordered, (operation) => segmentsOf(operation).length);
  for (const operations of comparable.values()) {
    for (const [index, later] of operations.entries()) {
      const before = operations
        .slice(0, index)
        .filter((o) => groupOf.get(o) !== groupOf.get(later) && overlap(o, later));
      if (before.length > 0) blockers.set(later, before);
    }
  }
  return blockers;
}

/** Whether some request could match both: the methods are not looked at, since few paths overlap at all. */
function overlap(a: Operation, b: Operation): boolean {
  const others = segmentsOf(b);
  return segmentsOf(a).every((segment, index) => {
    const other = others[index] ?? '';
    return segment === other || segment.includes('{') || other.includes('{');
  });
}

function segmentsOf({ path }: Operation): readonly string[] {
  return path.replace(/\/$/, '').split('/');
}

function nameOf({ typeName }: Group, controllers: readonly Controller[]): string {
  const earlier = controllers.filter(({ group }) => group.typeName === typeName).length;
  return `${typeName}Controller${earlier === 0 ? '' : earlier + 1}`;
}
