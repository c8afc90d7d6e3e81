import type { Catalog, CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { literal, text } from '../facts.ts';
import type { Draft, KindChanges, PlanContext } from '../kind-changes.ts';

export const owners: KindChanges = {
  kind: 'owner',
  create: (owner, context) => owning(owner, context.target, text(owner, 'role'), context),
  drop: (owner, context) => owning(owner, context.source, context.target.user, context),
  change: (_from, to, context) => ({
    drafts: owning(to, context.target, text(to, 'role'), context),
  }),
};

export const comments: KindChanges = {
  kind: 'comment',
  create: (comment, context) => [commenting(comment, context.target, context)],
  drop: (comment, context) => [commenting(comment, context.source, context, 'NULL')],
  change: (_from, to, context) => ({ drafts: [commenting(to, context.target, context)] }),
};

/** What an owner, a comment or a right is on. */
export function targetOf(aspect: CatalogObject, catalog: Catalog): CatalogObject {
  const target = catalog.objects.get(text(aspect, 'target'));
  if (target === undefined) throw new Error(`no ${text(aspect, 'target')} for ${aspect.id}`);
  return target;
}

export function designation(object: CatalogObject, { changesOf }: PlanContext): string {
  const designate = changesOf(object.kind).designate;
  if (designate === undefined) throw new Error(`${object.kind} has no name of its own`);
  return designate(object);
}

function owning(
  owner: CatalogObject,
  catalog: Catalog,
  role: string,
  context: PlanContext,
): readonly Draft[] {
  const target = targetOf(owner, catalog);
  // The sequence of a column has the table's owner, and follows it.
  const link = `sequence owner ${target.id.slice(target.kind.length + 1)}`;
  if (target.kind === 'sequence' && context.isKept(link)) return [];
  return [{ sql: `ALTER ${designation(target, context)} OWNER TO ${role}` }];
}

function commenting(
  comment: CatalogObject,
  catalog: Catalog,
  context: PlanContext,
  value: string = literal(text(comment, 'text')),
): Draft {
  const target = targetOf(comment, catalog);
  const column = text(comment, 'column');
  const whole = text(comment, 'on') || designation(target, context);
  const what =
    column === '' ? whole : `COLUMN ${target.id.slice(target.kind.length + 1)}.${column}`;
  return { sql: `COMMENT ON ${what} IS ${value}` };
}
