import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { differ, flag, text, texts } from '../facts.ts';
import type { KindChanges } from '../kind-changes.ts';

export const policies: KindChanges = {
  kind: 'policy',
  designate: (policy) => `POLICY ${text(policy, 'name')} ON ${text(policy, 'table')}`,
  create: (policy) => [
    {
      sql: [
        `CREATE POLICY ${text(policy, 'name')} ON ${text(policy, 'table')}`,
        flag(policy, 'permissive') ? '' : 'AS RESTRICTIVE',
        `FOR ${commands[text(policy, 'command')] ?? 'ALL'}`,
        ...clauses(policy),
      ]
        .filter((part) => part !== '')
        .join(' '),
    },
  ],
  drop: (policy) => [{ sql: `DROP POLICY ${text(policy, 'name')} ON ${text(policy, 'table')}` }],
  change(from, to) {
    const lost = ['using', 'check'].some(
      (name) => text(from, name) !== '' && text(to, name) === '',
    );
    if (lost || differ(from, to, 'permissive', 'command')) return undefined;
    return {
      drafts: [
        {
          sql: `ALTER POLICY ${text(to, 'name')} ON ${text(to, 'table')} ${clauses(to).join(' ')}`,
        },
      ],
    };
  },
};

const commands: Readonly<Record<string, string>> = {
  r: 'SELECT',
  a: 'INSERT',
  w: 'UPDATE',
  d: 'DELETE',
  '*': 'ALL',
};

function clauses(policy: CatalogObject): readonly string[] {
  return [
    `TO ${texts(policy, 'roles').join(', ')}`,
    text(policy, 'using') === '' ? '' : `USING (${text(policy, 'using')})`,
    text(policy, 'check') === '' ? '' : `WITH CHECK (${text(policy, 'check')})`,
  ].filter((part) => part !== '');
}
