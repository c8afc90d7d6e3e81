import { text } from '../facts.ts';
import type { KindChanges } from '../kind-changes.ts';

export const sequenceOwners: KindChanges = {
  kind: 'sequence owner',
  create: (owner) => [
    { sql: `ALTER SEQUENCE ${text(owner, 'sequence')} OWNED BY ${text(owner, 'column')}` },
  ],
  drop: (owner) => [{ sql: `ALTER SEQUENCE ${text(owner, 'sequence')} OWNED BY NONE` }],
  change: (_from, to) => ({
    drafts: [{ sql: `ALTER SEQUENCE ${text(to, 'sequence')} OWNED BY ${text(to, 'column')}` }],
  }),
};
