import type { Catalog, CatalogObject } from '../../postgres/catalog/catalog.ts';
import { sqlParser } from '../../postgres/sql-parser.ts';
import { walk } from './expression.ts';
import { repairedStatement } from './statement-text.ts';

/** What of a table the planner goes by. Triggers, rules, rights and comments are nothing to it. */
const planned: ReadonlySet<string> = new Set([
  'column',
  'default',
  'constraint',
  'index',
  'index attachment',
  'statistics',
  'partition',
]);

/**
 * The part of a schema that statements are about: the tables and views that they name, and all that those cannot do without.
 * Of five thousand tables it takes a few to plan a few hundred statements.
 */
export async function schemaSubset(
  catalog: Catalog,
  statements: readonly string[],
): Promise<Catalog> {
  const names = await relationNames(statements);
  const kept = new Set<string>();
  const keep = (id: string): void => {
    const object = catalog.objects.get(id);
    if (object === undefined || kept.has(id)) return;
    kept.add(id);
    for (const need of object.needs) keep(need.id);
  };
  for (const { id, kind } of catalog.objects.values()) {
    if (relations.has(kind) && names.has(plainName(id))) keep(id);
    // Whatever a statement calls may be one of these, and they cost little.
    if (kind === 'extension' || kind === 'schema' || kind === 'function') keep(id);
  }
  for (let size = -1; size !== kept.size;) {
    size = kept.size;
    for (const object of catalog.objects.values()) if (belongs(object, kept)) keep(object.id);
  }
  const objects = [...catalog.objects].filter(([id]) => kept.has(id));
  return { ...catalog, objects: new Map(objects) };
}

const relations: ReadonlySet<string> = new Set([
  'table',
  'view',
  'materialized view',
  'foreign table',
]);

/** A part of what is kept, which needs no other table; or a partition of what is kept. */
function belongs({ id, kind, needs }: CatalogObject, kept: ReadonlySet<string>): boolean {
  if (kept.has(id) || !needs.some((need) => kept.has(need.id))) return false;
  if (kind === 'table')
    return needs.some((need) => need.id.startsWith('table ') && kept.has(need.id));
  if (!planned.has(kind)) return false;
  return needs.every((need) => !need.id.startsWith('table ') || kept.has(need.id));
}

/** Without schema and quotes: which schema a bare name is found in, only the server knows. */
function plainName(id: string): string {
  return (/([^."]+|"(?:[^"]|"")+")$/.exec(id)?.[1] ?? '').replaceAll('"', '');
}

async function relationNames(statements: readonly string[]): Promise<ReadonlySet<string>> {
  const { parseSync } = await sqlParser();
  const names = new Set<string>();
  for (const text of statements) {
    try {
      walk(parseSync(await repairedStatement(text)), (_, value) => {
        if (typeof value === 'object' && value !== null && 'relname' in value) {
          names.add(String(value.relname));
        }
      });
    } catch {
      // It has no say, and its reader says why.
    }
  }
  return names;
}
