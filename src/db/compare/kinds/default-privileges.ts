import type { CatalogObject, Fact } from '../../../postgres/catalog/catalog.ts';
import { text } from '../facts.ts';
import type { Draft, KindChanges } from '../kind-changes.ts';

export const defaultPrivileges: KindChanges = {
  kind: 'default privilege',
  create: (entry) => alterations(entry, entry.facts['born'], entry.facts['rights']),
  drop: (entry) => alterations(entry, entry.facts['rights'], entry.facts['born']),
  change: (from, to) => ({
    drafts: alterations(to, from.facts['rights'], to.facts['rights']),
  }),
};

type Right = readonly [privilege: string, grantable: boolean];

function alterations(
  entry: CatalogObject,
  from: Fact | undefined,
  to: Fact | undefined,
): readonly Draft[] {
  const before = rightsOf(from);
  const after = rightsOf(to);
  const isIn = (list: readonly Right[], [name, grantable]: Right): boolean =>
    list.some(([each, option]) => each === name && option === grantable);
  // A right that is to be passed on no longer is taken and given again.
  const lost = before.filter((right) => !isIn(after, right));
  const gained = after.filter((right) => !isIn(before, right));
  const grantee = text(entry, 'grantee');
  return [
    ...statement(entry, 'REVOKE', lost, `FROM ${grantee}`),
    ...statement(
      entry,
      'GRANT',
      gained.filter(([, grantable]) => !grantable),
      `TO ${grantee}`,
    ),
    ...statement(
      entry,
      'GRANT',
      gained.filter(([, grantable]) => grantable),
      `TO ${grantee} WITH GRANT OPTION`,
    ),
  ];
}

function statement(
  entry: CatalogObject,
  verb: string,
  rights: readonly Right[],
  end: string,
): readonly Draft[] {
  if (rights.length === 0) return [];
  const schema = text(entry, 'schema');
  const list = rights.map(([name]) => name).join(', ');
  return [
    {
      sql: [
        `ALTER DEFAULT PRIVILEGES FOR ROLE ${text(entry, 'role')}`,
        ...(schema === '' ? [] : [`IN SCHEMA ${schema}`]),
        `${verb} ${list} ON ${text(entry, 'type')} ${end}`,
      ].join(' '),
    },
  ];
}

function rightsOf(fact: Fact | undefined): readonly Right[] {
  if (!Array.isArray(fact)) return [];
  return fact.map((each: Fact): Right => {
    const [name, grantable] = each as readonly [string, boolean];
    return [name, grantable];
  });
}
