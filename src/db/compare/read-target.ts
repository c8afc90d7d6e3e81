import type { Catalog } from '../../postgres/catalog/catalog.ts';
import { readCatalog } from '../../postgres/catalog/read.ts';
import type { Session } from '../../postgres/session.ts';
import type { Shadow } from '../../postgres/shadow/shadow.ts';
import { buildSchema } from './build.ts';
import { catalogDifferences } from './catalog-differences.ts';
import { rolesOf } from './roles.ts';
import type { SchemaSource } from './schema-source.ts';
import { seenBy } from './seen-by.ts';

/** The schema that a plan leads to. */
export interface Target {
  readonly target: Catalog;
  /** What the session's database has now; `undefined`: nothing. */
  readonly holds: Catalog | undefined;
  /** Ids of what a server of another version could not be given. */
  readonly lost: readonly string[];
}

interface TargetRequest {
  readonly source: SchemaSource;
  readonly target: SchemaSource;
  readonly shadow: Shadow;
}

/**
 * Reads the target, in an empty database of the shadow where need be. Every version of PostgreSQL prints definitions in its
 * own way, so that one of another version is made there and read again.
 */
export async function readTarget(
  { source, target, shadow }: TargetRequest,
  session: Session,
): Promise<Target> {
  if ('load' in target) {
    await target.load(session, (names) => shadow.ensureRoles(names));
    const loaded = await readCatalog(session);
    return { target: loaded, holds: loaded, lost: [] };
  }
  const wanted = await target.catalog;
  const catalog = 'catalog' in source ? seenBy(wanted, await source.catalog) : wanted;
  if (catalog.major === shadow.major) return { target: catalog, holds: undefined, lost: [] };
  await shadow.ensureRoles(rolesOf(catalog));
  const built = await buildSchema(session, catalog);
  return {
    target: { ...built, unsupported: catalog.unsupported },
    holds: built,
    lost: differencesBetween(catalog, built),
  };
}

/** Between a schema and what a shadow made of it. Where the versions differ, so do texts: only what is there counts. */
export function differencesBetween(schema: Catalog, built: Catalog): readonly string[] {
  const different = catalogDifferences(schema, built);
  if (schema.major === built.major) return different;
  return different.filter((id) => schema.objects.has(id) !== built.objects.has(id));
}
