import { text } from '../facts.ts';
import type { KindChanges } from '../kind-changes.ts';

/** An index cannot be detached: its parent's index has to go, and it goes with that. */
export const indexAttachments: KindChanges = {
  kind: 'index attachment',
  create: (attachment) => [
    {
      sql: `ALTER INDEX ${text(attachment, 'parent')} ATTACH PARTITION ${text(attachment, 'index')}`,
    },
  ],
  drop: () => [],
  change: () => undefined,
};
