import { text } from '../facts.ts';
import type { KindChanges } from '../kind-changes.ts';

export const operatorFamilies: KindChanges = {
  kind: 'operator family',
  designate: (family) => `OPERATOR FAMILY ${text(family, 'name')}`,
  create: (family) => [{ sql: `CREATE OPERATOR FAMILY ${text(family, 'name')}` }],
  drop: (family) => [{ sql: `DROP OPERATOR FAMILY ${text(family, 'name')}` }],
  change: () => undefined,
};
