import { text } from '../facts.ts';
import { goesWithCopy } from '../table-copy.ts';
import type { KindChanges } from '../kind-changes.ts';

export const partitions: KindChanges = {
  kind: 'partition',
  create: (partition) => [
    {
      sql: `ALTER TABLE ONLY ${text(partition, 'parent')} ATTACH PARTITION ${text(partition, 'table')} ${text(partition, 'bound')}`,
    },
  ],
  drop(partition, context) {
    const [table, parent] = [text(partition, 'table'), text(partition, 'parent')];
    // Both go, once the rows are copied.
    if (goesWithCopy(table, context)) return [];
    return [{ sql: `ALTER TABLE ONLY ${parent} DETACH PARTITION ${table}` }];
  },
  change: () => undefined,
};
