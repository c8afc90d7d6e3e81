import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { flag, foreignOptionChanges, foreignOptions, text, texts } from '../facts.ts';
import type { KindChanges } from '../kind-changes.ts';

export const userMappings: KindChanges = {
  kind: 'user mapping',
  create: (mapping) => [
    { sql: `CREATE ${designation(mapping)}${foreignOptions(texts(mapping, 'options'))}` },
  ],
  drop: (mapping) => [{ sql: `DROP ${designation(mapping)}` }],
  change(from, to) {
    // Nobody knows whether what cannot be seen differs.
    if (flag(from, 'hidden') || flag(to, 'hidden')) return { drafts: [] };
    const options = foreignOptionChanges(texts(from, 'options'), texts(to, 'options'));
    return { drafts: [{ sql: `ALTER ${designation(to)} ${options ?? ''}` }] };
  },
};

function designation(mapping: CatalogObject): string {
  return `USER MAPPING FOR ${text(mapping, 'user')} SERVER ${text(mapping, 'server')}`;
}
