import { text } from '../facts.ts';
import type { KindChanges } from '../kind-changes.ts';

export const publicationSchemas: KindChanges = {
  kind: 'publication schema',
  create: (entry) => [
    {
      sql: `ALTER PUBLICATION ${text(entry, 'publication')} ADD TABLES IN SCHEMA ${text(entry, 'schema')}`,
    },
  ],
  drop: (entry) => [
    {
      sql: `ALTER PUBLICATION ${text(entry, 'publication')} DROP TABLES IN SCHEMA ${text(entry, 'schema')}`,
    },
  ],
  change: () => undefined,
};
