import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { differ, flag, text } from '../facts.ts';
import type { Draft, KindChanges, PlanContext } from '../kind-changes.ts';

export const domainConstraints: KindChanges = {
  kind: 'domain constraint',
  designate: (constraint) =>
    `CONSTRAINT ${text(constraint, 'name')} ON DOMAIN ${text(constraint, 'domain')}`,
  create(constraint, context) {
    if (isNotNull(constraint)) return [{ sql: notNull(constraint, context) }];
    const isUsed = !context.isNew(`domain ${text(constraint, 'domain')}`);
    if (!isUsed || isUnchecked(constraint)) return [addition(constraint, '')];
    return [addition(constraint, ' NOT VALID'), validation(constraint)];
  },
  drop: (constraint) => [
    {
      sql: isNotNull(constraint)
        ? `${alter(constraint)} DROP NOT NULL`
        : `${alter(constraint)} DROP CONSTRAINT ${text(constraint, 'name')}`,
    },
  ],
  change(from, to) {
    const checked = !flag(from, 'valid') && flag(to, 'valid');
    const definition = text(from, 'definition').replace(/ NOT VALID$/, '');
    const isSame = definition === text(to, 'definition') && !differ(from, to, 'type');
    return checked && isSame ? { drafts: [validation(to)] } : undefined;
  },
};

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
function validation(constraint: CatalogObject): Draft {
  return {
    sql: `${alter(constraint)} VALIDATE CONSTRAINT ${text(constraint, 'name')}`,
    alone: true,
  };
}
