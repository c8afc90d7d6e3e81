import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { differ, flag, text } from '../facts.ts';
import { isInherited, isPartitioned } from '../inheritance.ts';
import type { Draft, KindChanges, PlanContext } from '../kind-changes.ts';

export const constraints: KindChanges = {
  kind: 'constraint',
  designate: (constraint) =>
    `CONSTRAINT ${text(constraint, 'name')} ON ${text(constraint, 'table')}`,
  create(constraint, context) {
    const type = text(constraint, 'type');
    if (type === 'c' && isInherited(constraint, context, 'target')) return [];
    if (context.isNew(`table ${text(constraint, 'table')}`)) return plain(constraint, context);
    if (type === 'c' || type === 'f') return checkedLater(constraint, context);
    return type === 'x' ? plain(constraint, context) : overIndex(constraint, context);
  },
  drop: (constraint, context) =>
    text(constraint, 'type') === 'c' && isInherited(constraint, context, 'source')
      ? []
      : [{ sql: `${alter(constraint, context)} DROP CONSTRAINT ${text(constraint, 'name')}` }],
  change(from, to, context) {
    if (!differ(from, to, 'definition', 'index', 'type')) return { drafts: [] };
    if (text(from, 'definition') === `${text(to, 'definition')} NOT VALID`) {
      return { drafts: [validation(to)] };
    }
    return replacement(from, to, context);
  },
};

/** As in `CREATE TABLE`, with the settings of its index, which the server leaves out of the definition. */
export function constraintClause(constraint: CatalogObject): string {
  const [, options] = / WITH (\([^)]*\))/.exec(text(constraint, 'index')) ?? [];
  const definition = text(constraint, 'definition');
  const key = /^[pu]$/.test(text(constraint, 'type')) && options !== undefined;
  const whole = key
    ? definition.replace(/(?: DEFERRABLE.*)?$/, (timing) => ` WITH ${options}${timing}`)
    : definition;
  return `CONSTRAINT ${text(constraint, 'name')} ${whole}`;
}

function plain(constraint: CatalogObject, context: PlanContext): readonly Draft[] {
  return [{ sql: `${alter(constraint, context)} ADD ${constraintClause(constraint)}` }];
}

/** Keys of partitioned tables are made part by part, checks and foreign keys for all parts at once. */
function alter(constraint: CatalogObject, context: PlanContext): string {
  const byParts = /^[pux]$/.test(text(constraint, 'type')) && isPartitioned(constraint, context);
  return `ALTER TABLE ${byParts ? 'ONLY ' : ''}${text(constraint, 'table')}`;
}

/** Rows that are there are looked at in a second step, while everybody works. */
function checkedLater(constraint: CatalogObject, context: PlanContext): readonly Draft[] {
  const definition = text(constraint, 'definition');
  const notValid = / NOT (VALID|ENFORCED)$/.test(definition);
  // 0A000: not for a partitioned table that refers, before version 18.
  const refused =
    text(constraint, 'type') === 'f' &&
    isPartitioned(constraint, context) &&
    context.target.major < 18;
  if (notValid || refused) return plain(constraint, context);
  return [
    { sql: `${alter(constraint, context)} ADD ${constraintClause(constraint)} NOT VALID` },
    // A table is attached with checks that hold only.
    context.isNew(`partition ${text(constraint, 'table')}`)
      ? validated(constraint)
      : validation(constraint),
  ];
}

function validation(constraint: CatalogObject): Draft {
  return { ...validated(constraint), late: true };
}

function validated(constraint: CatalogObject): Draft {
  return {
    sql: `ALTER TABLE ${text(constraint, 'table')} VALIDATE CONSTRAINT ${text(constraint, 'name')}`,
    alone: true,
  };
}

/** The index is built while everybody works; taking it for a constraint is a matter of an instant. */
function overIndex(constraint: CatalogObject, context: PlanContext): readonly Draft[] {
  if (!canTakeIndex(constraint, context)) return plain(constraint, context);
  return [
    concurrentIndex(constraint, text(constraint, 'name')),
    takingIndex(constraint, text(constraint, 'name')),
  ];
}

function canTakeIndex(constraint: CatalogObject, context: PlanContext): boolean {
  const periods = /WITHOUT OVERLAPS/.test(text(constraint, 'definition'));
  return /^[pu]$/.test(text(constraint, 'type')) && !periods && !isPartitioned(constraint, context);
}

function concurrentIndex(constraint: CatalogObject, name: string): Draft {
  const definition = text(constraint, 'index').replace(
    /^CREATE UNIQUE INDEX ("(?:[^"]|"")*"|\S+) /,
    `CREATE UNIQUE INDEX CONCURRENTLY ${name} `,
  );
  return { sql: definition, transactional: false };
}

function takingIndex(constraint: CatalogObject, index: string): Draft {
  const kind = text(constraint, 'type') === 'p' ? 'PRIMARY KEY' : 'UNIQUE';
  const deferred = flag(constraint, 'deferred') ? ' INITIALLY DEFERRED' : '';
  const timing = flag(constraint, 'deferrable') ? ` DEFERRABLE${deferred}` : '';
  return {
    sql: `ALTER TABLE ${text(constraint, 'table')} ADD CONSTRAINT ${text(constraint, 'name')} ${kind} USING INDEX ${index}${timing}`,
  };
}

/** The new index is there before the old constraint goes, so that no row gets in between. */
function replacement(
  from: CatalogObject,
  to: CatalogObject,
  context: PlanContext,
): ReturnType<KindChanges['change']> {
  const timing = timingChange(from, to);
  if (timing !== undefined) return { drafts: [timing] };
  const attached = [context.source, context.target].some(({ objects }) =>
    objects.has(`index attachment ${schemaOf(to)}${text(to, 'name')}`),
  );
  if (!canTakeIndex(to, context) || !canTakeIndex(from, context) || attached) return undefined;
  if (context.isNew(`table ${text(to, 'table')}`)) return undefined;
  const name = text(to, 'name');
  const next = name.endsWith('"') ? `${name.slice(0, -1)}_new"` : `${name}_new`;
  return {
    drafts: [
      concurrentIndex(to, next),
      { sql: `ALTER TABLE ${text(to, 'table')} DROP CONSTRAINT ${name}` },
      takingIndex(to, next),
    ],
    rebuilds: [{ of: from.id, when: () => true }],
  };
}

function schemaOf(constraint: CatalogObject): string {
  return /^("(?:[^"]|"")*"|[^."]*)\./.exec(text(constraint, 'table'))?.[0] ?? '';
}

/** Only foreign keys can become deferrable without being made again. */
function timingChange(from: CatalogObject, to: CatalogObject): Draft | undefined {
  if (text(to, 'type') !== 'f' || bare(from) !== bare(to)) return undefined;
  const timing = flag(to, 'deferrable')
    ? `DEFERRABLE INITIALLY ${flag(to, 'deferred') ? 'DEFERRED' : 'IMMEDIATE'}`
    : 'NOT DEFERRABLE';
  return {
    sql: `ALTER TABLE ${text(to, 'table')} ALTER CONSTRAINT ${text(to, 'name')} ${timing}`,
  };
}

function bare(constraint: CatalogObject): string {
  return text(constraint, 'definition').replaceAll(/ DEFERRABLE| INITIALLY DEFERRED/g, '');
}
