import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { differ, text } from '../facts.ts';
import type { KindChanges, PlanContext } from '../kind-changes.ts';
import { replaceType } from '../replace-type.ts';
import { replaceByWayOfText } from '../replace-by-text.ts';
import {
  domainConstraints,
  isMadeAlong,
  isUnchecked,
  mustCheckWithin,
} from './domain-constraints.ts';

export const domains: KindChanges = {
  kind: 'domain',
  designate: (domain) => `DOMAIN ${nameOf(domain)}`,
  folds: ['domain constraint'],
  create: (domain, context, parts) => [
    { sql: creation(domain, parts) },
    ...parts.filter(isUnchecked).flatMap((part) => domainConstraints.create(part, context, [])),
  ],
  drop: (domain) => [{ sql: `DROP DOMAIN ${nameOf(domain)}` }],
  change(from, to, context) {
    if (differ(from, to, 'type', 'collation')) {
      const along = constraintsOf(to, context).filter((each) => isMadeAlong(each, context));
      return replaceType(from, to, creation(to, along), context);
    }
    if (mustCheckWithin(from, to, context)) return replaceByWayOfText(from, context);
    if (!differ(from, to, 'default')) return { drafts: [] };
    const value = text(to, 'default');
    const change = value === '' ? 'DROP DEFAULT' : `SET DEFAULT ${value}`;
    return { drafts: [{ sql: `ALTER DOMAIN ${nameOf(to)} ${change}` }] };
  },
};

function nameOf(domain: CatalogObject): string {
  return `${text(domain, 'schema')}.${text(domain, 'name')}`;
}

function constraintsOf(domain: CatalogObject, { target }: PlanContext): readonly CatalogObject[] {
  return [...target.objects.values()].filter(
    (each) => each.kind === 'domain constraint' && text(each, 'domain') === nameOf(domain),
  );
}

function creation(domain: CatalogObject, parts: readonly CatalogObject[]): string {
  const collation = text(domain, 'collation');
  const value = text(domain, 'default');
  return [
    `CREATE DOMAIN ${nameOf(domain)} AS ${text(domain, 'type')}`,
    ...(collation === '' ? [] : [`COLLATE ${collation}`]),
    ...(value === '' ? [] : [`DEFAULT ${value}`]),
    ...parts
      .filter((part) => !isUnchecked(part))
      .map((part) => `CONSTRAINT ${text(part, 'name')} ${text(part, 'definition')}`),
  ].join(' ');
}
