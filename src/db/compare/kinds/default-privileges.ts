import type { CatalogObject, Fact } from '../../../postgres/catalog/catalog.ts';
import { text } from '../facts.ts';
import type { Draft, KindChanges } from '../kind-changes.ts';
import { rightsChanges } from '../rights.ts';

export const defaultPrivileges: KindChanges = {
  kind: 'default privilege',
  create: (entry) => alterations(entry, entry.facts['born'], entry.facts['rights']),
  drop: (entry) => alterations(entry, entry.facts['rights'], entry.facts['born']),
  change: (from, to) => ({
    drafts: alterations(to, from.facts['rights'], to.facts['rights']),
  }),
};

function alterations(
  entry: CatalogObject,
  from: Fact | undefined,
  to: Fact | undefined,
): readonly Draft[] {
  const schema = text(entry, 'schema');
  const alter = [
    `ALTER DEFAULT PRIVILEGES FOR ROLE ${text(entry, 'role')}`,
    ...(schema === '' ? [] : [`IN SCHEMA ${schema}`]),
  ].join(' ');
  const changes = rightsChanges(from, to, { name: text(entry, 'type') }, text(entry, 'grantee'));
  return changes.map((change) => ({ sql: `${alter} ${change}` }));
}
