import type { Catalog, CatalogObject } from '../../postgres/catalog/catalog.ts';
import { text } from './facts.ts';

/**
 * A schema that somebody else has read, as the reader of another would have seen it: what is the reader's own has no owner
 * there. What the former reader owned belongs to the new one, unless the other schema says that it is the former's there, too.
 */
export function seenBy(catalog: Catalog, other: Catalog): Catalog {
  const { user } = other;
  if (catalog.user === user) return catalog;
  const owners = [...other.objects.values()].filter(
    (object) => isOwner(object, catalog.user) && hasNone(object, catalog),
  );
  const kept = [...catalog.objects].filter(([, object]) => !isOwner(object, user));
  const added = owners.map((object) => [object.id, object] as const);
  return { ...catalog, user, objects: new Map([...kept, ...added]) };
}

function isOwner(object: CatalogObject, role: string): boolean {
  return object.kind === 'owner' && text(object, 'role') === role;
}

/** Whether the object whose owner this is exists in a catalog, and is its reader's. */
function hasNone(owner: CatalogObject, { objects }: Catalog): boolean {
  return objects.has(text(owner, 'target')) && !objects.has(owner.id);
}
