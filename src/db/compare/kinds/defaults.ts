import { text } from '../facts.ts';
import type { KindChanges } from '../kind-changes.ts';

/** `ONLY`, because partitions and children have defaults of their own. */
export const defaults: KindChanges = {
  kind: 'default',
  create: (value) => [
    {
      sql: `ALTER TABLE ONLY ${text(value, 'table')} ALTER COLUMN ${text(value, 'name')} SET DEFAULT ${text(value, 'expression')}`,
    },
  ],
  drop: (value) => [
    {
      sql: `ALTER TABLE ONLY ${text(value, 'table')} ALTER COLUMN ${text(value, 'name')} DROP DEFAULT`,
    },
  ],
  change: (_from, to) => ({
    drafts: [
      {
        sql: `ALTER TABLE ONLY ${text(to, 'table')} ALTER COLUMN ${text(to, 'name')} SET DEFAULT ${text(to, 'expression')}`,
      },
    ],
  }),
};
