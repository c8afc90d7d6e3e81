import { text } from '../facts.ts';
import type { KindChanges } from '../kind-changes.ts';

export const partitions: KindChanges = {
  kind: 'partition',
  create: (partition) => [
    {
      sql: `ALTER TABLE ONLY ${text(partition, 'parent')} ATTACH PARTITION ${text(partition, 'table')} ${text(partition, 'bound')}`,
    },
  ],
  drop: (partition) => [
    {
      sql: `ALTER TABLE ONLY ${text(partition, 'parent')} DETACH PARTITION ${text(partition, 'table')}`,
    },
  ],
  change: () => undefined,
};
