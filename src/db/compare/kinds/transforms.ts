import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { text } from '../facts.ts';
import type { KindChanges } from '../kind-changes.ts';

export const transforms: KindChanges = {
  kind: 'transform',
  designate: (transform) => `TRANSFORM ${text(transform, 'name')}`,
  create: (transform) => [{ sql: `CREATE ${definition(transform)}` }],
  drop: (transform) => [{ sql: `DROP TRANSFORM ${text(transform, 'name')}` }],
  change: (_from, to) => ({ drafts: [{ sql: `CREATE OR REPLACE ${definition(to)}` }] }),
};

function definition(transform: CatalogObject): string {
  const from = text(transform, 'fromSql');
  const to = text(transform, 'toSql');
  const ways = [
    ...(from === '' ? [] : [`FROM SQL WITH FUNCTION ${from}`]),
    ...(to === '' ? [] : [`TO SQL WITH FUNCTION ${to}`]),
  ];
  return `TRANSFORM ${text(transform, 'name')} (${ways.join(', ')})`;
}
