import { text } from '../facts.ts';
import type { KindChanges } from '../kind-changes.ts';

export const operatorFamilyMembers: KindChanges = {
  kind: 'operator family member',
  create: (member) => [
    {
      sql: `ALTER OPERATOR FAMILY ${text(member, 'family')} ADD ${text(member, 'definition')}`,
    },
  ],
  drop: (member) => [
    { sql: `ALTER OPERATOR FAMILY ${text(member, 'family')} DROP ${text(member, 'place')}` },
  ],
  change: () => undefined,
};
