import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { text } from '../facts.ts';
import type { KindChanges } from '../kind-changes.ts';

export const casts: KindChanges = {
  kind: 'cast',
  designate: (cast) => `CAST ${text(cast, 'name')}`,
  create: (cast) => [
    { sql: `CREATE CAST ${text(cast, 'name')} ${method(cast)}${contexts[text(cast, 'context')]}` },
  ],
  drop: (cast) => [{ sql: `DROP CAST ${text(cast, 'name')}` }],
  change: () => undefined,
};

function method(cast: CatalogObject): string {
  if (text(cast, 'method') === 'f') return `WITH FUNCTION ${text(cast, 'function')}`;
  return text(cast, 'method') === 'i' ? 'WITH INOUT' : 'WITHOUT FUNCTION';
}

const contexts: Readonly<Record<string, string>> = {
  e: '',
  a: ' AS ASSIGNMENT',
  i: ' AS IMPLICIT',
};
