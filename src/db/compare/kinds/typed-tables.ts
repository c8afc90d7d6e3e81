import { text } from '../facts.ts';
import type { KindChanges } from '../kind-changes.ts';

export const typedTables: KindChanges = {
  kind: 'typed table',
  create: (typing) => [{ sql: `ALTER TABLE ${text(typing, 'table')} OF ${text(typing, 'type')}` }],
  drop: (typing) => [{ sql: `ALTER TABLE ${text(typing, 'table')} NOT OF` }],
  change: (_from, to) => ({
    drafts: [{ sql: `ALTER TABLE ${text(to, 'table')} OF ${text(to, 'type')}` }],
  }),
};
