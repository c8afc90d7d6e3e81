import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { differ, text } from '../facts.ts';
import type { Draft, KindChanges } from '../kind-changes.ts';

/** Extended statistics. */
export const statistics: KindChanges = {
  kind: 'statistics',
  designate: (object) => `STATISTICS ${text(object, 'name')}`,
  create: (object) => [
    { sql: text(object, 'definition') },
    ...(typeof object.facts['target'] === 'number' ? [targeting(object)] : []),
  ],
  drop: (object) => [{ sql: `DROP STATISTICS ${text(object, 'name')}` }],
  change: (from, to) => (differ(from, to, 'definition') ? undefined : { drafts: [targeting(to)] }),
};

function targeting(object: CatalogObject): Draft {
  const target = object.facts['target'];
  return {
    sql: `ALTER STATISTICS ${text(object, 'name')} SET STATISTICS ${typeof target === 'number' ? target : -1}`,
  };
}
