import type { KindChanges } from '../kind-changes.ts';
import { text } from '../facts.ts';

export const schemas: KindChanges = {
  kind: 'schema',
  designate: (schema) => `SCHEMA ${text(schema, 'name')}`,
  create: (schema) => [{ sql: `CREATE SCHEMA ${text(schema, 'name')}` }],
  drop: (schema) => [{ sql: `DROP SCHEMA ${text(schema, 'name')}` }],
  change: () => undefined,
};
