import type { Deed } from '../../deeds/deed.ts';
import { createIndexResolver } from './create-index.ts';
import { detachResolver } from './detach.ts';
import { dropIndexResolver } from './drop-index.ts';
import { reindexResolver } from './reindex.ts';
import { again, type Resolver, unknown } from './resolver.ts';
import { serverObjectResolver } from './server-object.ts';

/** How to find out what a statement outside of transactions has done. */
export function resolverOf(deed: Deed): Resolver {
  switch (deed.kind) {
    case 'create-index':
      return createIndexResolver(deed.table, deed.index);
    case 'drop-index':
      return dropIndexResolver(deed.index);
    case 'reindex':
      return reindexResolver(deed.scope, deed.name);
    case 'detach':
      return detachResolver(deed.table, deed.partition);
    case 'create':
    case 'drop':
      return serverObjectResolver(deed.kind, deed.object, deed.name);
    case 'backfill':
    case 'repeatable':
      return { look: nothing, judge: () => again };
    default:
      return { look: nothing, judge: () => unknown };
  }
}

async function nothing(): Promise<null> {
  return Promise.resolve(null);
}
