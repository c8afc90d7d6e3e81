import type { Group } from '../target.ts';

/** Under which name the wiring imports the handler of each operation: `getUser` → `usersRoutes`. */
export function namespacesOf(groups: readonly Group[]): ReadonlyMap<string, string> {
  return new Map(
    groups.flatMap(({ operations, variable }) => operations.map(({ id }) => [id, variable])),
  );
}
