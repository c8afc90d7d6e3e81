import type { Catalog, CatalogObject, Fact } from '../../../postgres/catalog/catalog.ts';
import { text } from '../facts.ts';
import type { Draft, KindChanges, PlanContext } from '../kind-changes.ts';
import { rightsChanges, type RightsObject } from '../rights.ts';
import { designation, targetOf } from './aspects.ts';

/** What one grantee may do with one object. */
export const grants: KindChanges = {
  kind: 'grant',
  create: (grant, context) =>
    rights(grant, context.target, grant.facts['born'], grant.facts['rights'], context),
  drop: (grant, context) =>
    rights(grant, context.source, grant.facts['rights'], bornAfter(grant, context), context),
  change: (from, to, context) => ({
    drafts: rights(to, context.target, from.facts['rights'], to.facts['rights'], context),
  }),
};

function rights(
  grant: CatalogObject,
  catalog: Catalog,
  from: Fact | undefined,
  to: Fact | undefined,
  context: PlanContext,
): readonly Draft[] {
  const on = grantTarget(grant, catalog, context);
  return rightsChanges(from, to, on, text(grant, 'grantee')).map((sql) => ({ sql }));
}

/** What the grantee has where nobody says otherwise. */
function bornAfter(grant: CatalogObject, { target }: PlanContext): Fact | undefined {
  const owned = target.objects.get(`owner on ${text(grant, 'target')}`);
  const owner = owned === undefined ? target.user : text(owned, 'role');
  const wasOwner = Array.isArray(grant.facts['born']) && grant.facts['born'].length > 0;
  const isPublic = text(grant, 'grantee') === 'PUBLIC';
  return wasOwner && !isPublic && text(grant, 'grantee') !== owner ? [] : grant.facts['born'];
}

/** Rights on a column are rights on its table, with the column in brackets. */
function grantTarget(grant: CatalogObject, catalog: Catalog, context: PlanContext): RightsObject {
  const on = text(grant, 'on');
  if (on !== '') return { name: on };
  const target = targetOf(grant, catalog);
  if (target.kind === 'column') {
    return { name: `TABLE ${text(target, 'table')}`, columns: ` (${text(target, 'name')})` };
  }
  const column = text(grant, 'column');
  const name =
    context.changesOf(target.kind).designateGrant?.(target) ?? designation(target, context);
  return { name, columns: column === '' ? '' : ` (${column})` };
}
