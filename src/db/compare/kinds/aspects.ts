import type { Catalog, CatalogObject, Fact } from '../../../postgres/catalog/catalog.ts';
import { literal, text } from '../facts.ts';
import type { Draft, KindChanges, PlanContext } from '../kind-changes.ts';
import { changesOf } from './index.ts';

export const owners: KindChanges = {
  kind: 'owner',
  create: (owner, { target }) => [owning(owner, target, text(owner, 'role'))],
  drop: (owner, { source, target }) => [owning(owner, source, target.user)],
  change: (_from, to, { target }) => ({ drafts: [owning(to, target, text(to, 'role'))] }),
};

export const comments: KindChanges = {
  kind: 'comment',
  create: (comment, { target }) => [commenting(comment, target, literal(text(comment, 'text')))],
  drop: (comment, { source }) => [commenting(comment, source, 'NULL')],
  change: (_from, to, { target }) => ({
    drafts: [commenting(to, target, literal(text(to, 'text')))],
  }),
};

export const grants: KindChanges = {
  kind: 'grant',
  create: (grant, { target }) => rights(grant, target, grant.facts['born'], grant.facts['rights']),
  drop: (grant, context) =>
    rights(grant, context.source, grant.facts['rights'], bornAfter(grant, context)),
  change: (from, to, { target }) => ({
    drafts: rights(to, target, from.facts['rights'], to.facts['rights']),
  }),
};

function owning(owner: CatalogObject, catalog: Catalog, role: string): Draft {
  const target = catalog.objects.get(text(owner, 'target'));
  if (target === undefined) throw new Error(`no ${text(owner, 'target')} for ${owner.id}`);
  return { sql: `ALTER ${designation(target)} OWNER TO ${role}` };
}

function commenting(comment: CatalogObject, catalog: Catalog, value: string): Draft {
  const target = catalog.objects.get(text(comment, 'target'));
  if (target === undefined) throw new Error(`no ${text(comment, 'target')} for ${comment.id}`);
  const column = text(comment, 'column');
  const what =
    column === '' ? designation(target) : `COLUMN ${target.id.slice(target.kind.length + 1)}.${column}`;
  return { sql: `COMMENT ON ${what} IS ${value}` };
}

function designation(object: CatalogObject): string {
  const designate = changesOf(object.kind).designate;
  if (designate === undefined) throw new Error(`${object.kind} has no name of its own`);
  return designate(object);
}

/** What the grantee has where nobody says otherwise. */
function bornAfter(grant: CatalogObject, { target }: PlanContext): Fact | undefined {
  const owned = target.objects.get(`owner on ${text(grant, 'target')}`);
  const owner = owned === undefined ? target.user : text(owned, 'role');
  const wasOwner = Array.isArray(grant.facts['born']) && grant.facts['born'].length > 0;
  const isPublic = text(grant, 'grantee') === 'PUBLIC';
  return wasOwner && !isPublic && text(grant, 'grantee') !== owner ? [] : grant.facts['born'];
}

type Right = readonly [privilege: string, grantable: boolean];

function rights(
  grant: CatalogObject,
  catalog: Catalog,
  from: Fact | undefined,
  to: Fact | undefined,
): readonly Draft[] {
  const before = rightsOf(from);
  const after = rightsOf(to);
  const grantee = text(grant, 'grantee');
  const on = grantTarget(grant, catalog);
  const lost = before.filter(([name]) => !after.some(([each]) => each === name));
  const gained = (grantable: boolean): readonly Right[] =>
    after.filter(
      ([name, option]) =>
        option === grantable && !before.some(([each, had]) => each === name && (had || !option)),
    );
  const lostOption = before.filter(
    ([name, option]) => option && after.some(([each, has]) => each === name && !has),
  );
  const statement = (words: string, list: readonly Right[], end: string): readonly Draft[] =>
    list.length === 0
      ? []
      : [{ sql: `${words} ${list.map(([name]) => `${name}${on.columns}`).join(', ')} ON ${on.name} ${end}` }];
  return [
    ...statement('REVOKE', lost, `FROM ${grantee}`),
    ...statement('REVOKE GRANT OPTION FOR', lostOption, `FROM ${grantee}`),
    ...statement('GRANT', gained(false), `TO ${grantee}`),
    ...statement('GRANT', gained(true), `TO ${grantee} WITH GRANT OPTION`),
  ];
}

function rightsOf(fact: Fact | undefined): readonly Right[] {
  if (!Array.isArray(fact)) return [];
  return fact.map((each: Fact): Right => {
    const [name, grantable] = each as readonly [string, boolean];
    return [name, grantable];
  });
}

/** Rights on a column are rights on its table, with the column in brackets. */
function grantTarget(
  grant: CatalogObject,
  catalog: Catalog,
): { readonly name: string; readonly columns: string } {
  const target = catalog.objects.get(text(grant, 'target'));
  if (target === undefined) throw new Error(`no ${text(grant, 'target')} for ${grant.id}`);
  if (target.kind === 'column') {
    return { name: `TABLE ${text(target, 'table')}`, columns: ` (${text(target, 'name')})` };
  }
  const column = text(grant, 'column');
  const kind = changesOf(target.kind);
  const name = kind.designateGrant?.(target) ?? designation(target);
  return { name, columns: column === '' ? '' : ` (${column})` };
}
