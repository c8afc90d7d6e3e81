import type { Need } from './catalog.ts';

interface Dependent {
  readonly id: string;
  readonly kind: string;
  readonly needs: Map<string, Need>;
}

/**
 * The functions that a type is made of need the type, and it needs them. They are content with its shell, which is there
 * before all of them.
 */
export function needShellTypes(found: ReadonlyMap<string, Dependent>): void {
  for (const type of found.values()) {
    if (type.kind !== 'base type' && type.kind !== 'range type') continue;
    const shell = `shell type ${type.id.slice(type.kind.length + 1)}`;
    if (!found.has(shell)) continue;
    for (const id of type.needs.keys()) {
      if (found.get(id)?.needs.delete(type.id) === true) {
        found.get(id)?.needs.set(shell, { id: shell, type: 'normal' });
      }
    }
  }
}
