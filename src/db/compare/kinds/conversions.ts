import { flag, literal, text } from '../facts.ts';
import type { KindChanges } from '../kind-changes.ts';

export const conversions: KindChanges = {
  kind: 'conversion',
  designate: (conversion) => `CONVERSION ${text(conversion, 'name')}`,
  create: (conversion) => [
    {
      sql: [
        `CREATE${flag(conversion, 'default') ? ' DEFAULT' : ''} CONVERSION ${text(conversion, 'name')}`,
        `FOR ${literal(text(conversion, 'from'))} TO ${literal(text(conversion, 'to'))}`,
        `FROM ${text(conversion, 'function')}`,
      ].join(' '),
    },
  ],
  drop: (conversion) => [{ sql: `DROP CONVERSION ${text(conversion, 'name')}` }],
  change: () => undefined,
};
