import { text } from '../facts.ts';
import type { KindChanges } from '../kind-changes.ts';

export const accessMethods: KindChanges = {
  kind: 'access method',
  designate: (method) => `ACCESS METHOD ${text(method, 'name')}`,
  create: (method) => [
    {
      sql: `CREATE ACCESS METHOD ${text(method, 'name')} TYPE ${text(method, 'type') === 't' ? 'TABLE' : 'INDEX'} HANDLER ${text(method, 'handler')}`,
    },
  ],
  drop: (method) => [{ sql: `DROP ACCESS METHOD ${text(method, 'name')}` }],
  change: () => undefined,
};
