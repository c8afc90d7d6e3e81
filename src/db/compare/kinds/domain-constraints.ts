import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { columnsComing } from '../domain-columns.ts';
import { differ, flag, inner, text } from '../facts.ts';
import type { Draft, KindChanges, PlanContext } from '../kind-changes.ts';
import { columnsOf, dependentTypes } from '../type-users.ts';

export const domainConstraints: KindChanges = {
  kind: 'domain constraint',
  designate: (constraint) =>
    `CONSTRAINT ${text(constraint, 'name')} ON DOMAIN ${text(constraint, 'domain')}`,
  create(constraint, context) {
    if (isMadeAlong(constraint, context)) return [];
    if (isNotNull(constraint)) return [{ sql: notNull(constraint, context) }];
    const isUsed = !context.isNew(`domain ${text(constraint, 'domain')}`);
    if (!isUsed || isUnchecked(constraint)) return [addition(constraint, '')];
    return [addition(constraint, ' NOT VALID'), validation(constraint, context)];
  },
  drop: (constraint) => [
    {
      sql: isNotNull(constraint)
        ? `${alter(constraint)} DROP NOT NULL`
        : `${alter(constraint)} DROP CONSTRAINT ${text(constraint, 'name')}`,
    },
  ],
  change(from, to, context) {
    if (isMadeAlong(to, context)) return { drafts: [] };
    const checked = !flag(from, 'valid') && flag(to, 'valid');
    const definition = text(from, 'definition').replace(/ NOT VALID$/, '');
    const isSame = definition === text(to, 'definition') && !differ(from, to, 'type');
    return checked && isSame ? { drafts: [validation(to, context)] } : undefined;
  },
};

/**
 * Whether a domain has to be made again for its values to be checked, because PostgreSQL does not look into arrays and
 * composite values: https://www.postgresql.org/docs/current/sql-alterdomain.html
 */
export function mustCheckWithin(
  from: CatalogObject,
  to: CatalogObject,
  context: PlanContext,
): boolean {
  const before = inner(from, 'checks') ?? {};
  const after = inner(to, 'checks') ?? {};
  const isStricter =
    (flag(to, 'notNull') && !flag(from, 'notNull')) ||
    Object.keys(after).some((name) => before[name] !== after[name]);
  if (!isStricter) return false;
  const dependents = dependentTypes(from, context);
  const domains = [from, ...dependents.filter(({ kind }) => kind === 'domain')];
  const others = dependents.filter(({ kind }) => kind !== 'domain');
  return (
    columnsOf(others, context).length > 0 ||
    columnsOf(domains, context).some((column) => text(column, 'type').endsWith('[]'))
  );
}

/** Whether it is made along with its domain, which is replaced. */
export function isMadeAlong(constraint: CatalogObject, context: PlanContext): boolean {
  const id = `domain ${text(constraint, 'domain')}`;
  const [from, to] = [context.source.objects.get(id), context.target.objects.get(id)];
  if (from === undefined || to === undefined || context.isDropped(id)) return false;
  // Types that are made of it are made again with it, and then all of them with their constraints.
  const isRetyped = differ(from, to, 'type', 'collation');
  if (isRetyped)
    return (
      dependentTypes(from, context).length > 0 ||
      (hasLists(from, context) && !isUnchecked(constraint))
    );
  return mustCheckWithin(from, to, context);
}

/** Whether columns that stay are lists of the domain. */
function hasLists(domain: CatalogObject, context: PlanContext): boolean {
  return columnsOf([domain], context).some((column) => text(column, 'type').endsWith('[]'));
}

/** A CHECK that does not hold for values which are there already, or need not. */
export function isUnchecked(constraint: CatalogObject): boolean {
  return !flag(constraint, 'valid');
}

function isNotNull(constraint: CatalogObject): boolean {
  return text(constraint, 'type') === 'n';
}

function alter(constraint: CatalogObject): string {
  return `ALTER DOMAIN ${text(constraint, 'domain')}`;
}

/** Before version 17 it has no name. */
function notNull(constraint: CatalogObject, { target }: PlanContext): string {
  if (target.major < 17) return `${alter(constraint)} SET NOT NULL`;
  return `${alter(constraint)} ADD CONSTRAINT ${text(constraint, 'name')} NOT NULL`;
}

function addition(constraint: CatalogObject, end: string): Draft {
  return {
    sql: `${alter(constraint)} ADD CONSTRAINT ${text(constraint, 'name')} ${text(constraint, 'definition')}${end}`,
  };
}

/** Reads all tables with the domain, and keeps nobody from writing for longer than that. */
function validation(constraint: CatalogObject, context: PlanContext): Draft {
  return {
    sql: `${alter(constraint)} VALIDATE CONSTRAINT ${text(constraint, 'name')}`,
    alone: true,
    // Columns that have it within their values wait for it.
    ...(columnsComing(constraint, context).length > 0 ? {} : { late: true as const }),
  };
}
