import type { Catalog, CatalogObject, Fact } from '../../../postgres/catalog/catalog.ts';
import { differ, list, printed, sameFact, text } from '../facts.ts';
import type { Draft, KindChanges, PlanContext } from '../kind-changes.ts';

export const indexes: KindChanges = {
  kind: 'index',
  designate: (index) => `INDEX ${nameOf(index)}`,
  create: (index, context) => [building(index, context), ...statistics(index)],
  drop(index, context) {
    // It has gone with its parent, unless its table was detached from that.
    const table = text(index, 'table');
    const stays = context.isDropped(`partition ${table}`) && !context.isDropped(`table ${table}`);
    if (attachmentOf(index, context.source) !== undefined && !stays) return [];
    return [removal(index, context)];
  },
  change(from, to, context) {
    if (!differ(from, to, 'definition', 'valid')) return { drafts: statistics(to, from) };
    const attached = [context.source, context.target].some(
      (catalog) => attachmentOf(to, catalog) !== undefined,
    );
    if (attached || !isConcurrent(to, context) || !readyFor(to, context)) return undefined;
    return { drafts: replacement(from, to, context) };
  },
};

function nameOf(index: CatalogObject): string {
  return `${text(index, 'schema')}.${text(index, 'name')}`;
}

function attachmentOf(index: CatalogObject, catalog: Catalog): CatalogObject | undefined {
  return catalog.objects.get(`index attachment ${nameOf(index)}`);
}

/** Indexes of partitioned tables have no rows, and their parts are built by themselves. */
function isConcurrent(index: CatalogObject, context: PlanContext): boolean {
  const table = text(index, 'table');
  const isNew = context.isNew(`table ${table}`) || context.isNew(`materialized view ${table}`);
  return text(index, 'tableKind') !== 'p' && !isNew;
}

function building(index: CatalogObject, context: PlanContext): Draft {
  const definition = text(index, 'definition');
  if (!isConcurrent(index, context)) return { sql: definition };
  return { sql: concurrently(definition), transactional: false };
}

function concurrently(definition: string): string {
  return definition.replace(/^CREATE (UNIQUE )?INDEX /, 'CREATE $1INDEX CONCURRENTLY ');
}

function removal(index: CatalogObject, context: PlanContext): Draft {
  const gentle = isConcurrent(index, context);
  return gentle
    ? { sql: `DROP INDEX CONCURRENTLY ${nameOf(index)}`, transactional: false }
    : { sql: `DROP INDEX ${nameOf(index)}` };
}

/** What it is built over must not be changed by this plan, because the old index has to go before that. */
function readyFor(index: CatalogObject, context: PlanContext): boolean {
  return index.needs.every(({ id }) => context.isKept(id));
}

/** The new one is there before the old one goes. */
function replacement(
  from: CatalogObject,
  to: CatalogObject,
  context: PlanContext,
): readonly Draft[] {
  const name = text(to, 'name');
  const next = name.endsWith('"') ? `${name.slice(0, -1)}_new"` : `${name}_new`;
  const definition = text(to, 'definition').replace(
    /^(CREATE (?:UNIQUE )?INDEX )("(?:[^"]|"")*"|\S+) /,
    (_all, head: string) => `${head}${next} `,
  );
  return [
    { sql: concurrently(definition), transactional: false },
    removal(from, context),
    { sql: `ALTER INDEX ${text(to, 'schema')}.${next} RENAME TO ${name}` },
    ...statistics(to),
  ];
}

function statistics(index: CatalogObject, from?: CatalogObject): readonly Draft[] {
  const before = targetsOf(from?.facts['statistics']);
  const after = targetsOf(index.facts['statistics']);
  const places = new Set([...before.keys(), ...after.keys()]);
  return [...places].flatMap((place) => {
    if (sameFact(before.get(place), after.get(place))) return [];
    const target = printed(after.get(place) ?? -1);
    return [{ sql: `ALTER INDEX ${nameOf(index)} ALTER COLUMN ${place} SET STATISTICS ${target}` }];
  });
}

function targetsOf(fact: Fact | undefined): ReadonlyMap<string, Fact> {
  return new Map(
    list(fact).map((each): readonly [string, Fact] => {
      const [place = null, target = null] = list(each);
      return [printed(place), target];
    }),
  );
}
