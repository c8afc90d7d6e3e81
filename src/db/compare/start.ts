import type { Catalog } from '../../postgres/catalog/catalog.ts';
import { readCatalog } from '../../postgres/catalog/read.ts';
import type { Session } from '../../postgres/session.ts';
import type { Shadow, ShadowDatabase } from '../../postgres/shadow/shadow.ts';
import { StepFailure } from '../prove/observe.ts';
import { buildSchema } from './build.ts';
import { catalogDifferences } from './catalog-differences.ts';
import { rolesOf } from './roles.ts';
import type { LoadableSchema, SchemaSource } from './schema-source.ts';

/** A database that has the schema that a plan starts from. */
export interface Start extends AsyncDisposable {
  readonly session: Session;
  readonly source: Catalog;
  /** The source as it came to be on the shadow. */
  readonly built: Catalog;
}

/** A database of the shadow that may be used up, and what is in it; nothing is, where that is not said. */
export interface Spare {
  readonly database: ShadowDatabase;
  readonly holds: Catalog | undefined;
}

/** A schema is made from another only where that has most of it. */
const DIFFERENT_SHARE_MAX = 0.2;

/**
 * Makes the source on the shadow: in the spare database where that is empty or nearly there, which saves making all of it
 * once more, else in one of its own.
 */
export async function startAt(source: SchemaSource, spare: Spare, shadow: Shadow): Promise<Start> {
  if ('load' in source) return loaded(source, spare, shadow);
  const catalog = await source.catalog;
  await shadow.ensureRoles(rolesOf(catalog));
  const built = await turned(spare, catalog);
  if (built !== undefined) return start(spare.database.session, catalog, built);
  const database = await shadow.createDatabase();
  const { session } = database;
  return start(session, catalog, await buildSchema(session, catalog), database);
}

async function loaded(source: LoadableSchema, spare: Spare, shadow: Shadow): Promise<Start> {
  const database = spare.holds === undefined ? undefined : await shadow.createDatabase();
  const { session } = database ?? spare.database;
  await source.load(session, (names) => shadow.ensureRoles(names));
  const built = await readCatalog(session);
  return start(session, built, built, database);
}

function start(
  session: Session,
  source: Catalog,
  built: Catalog,
  database?: ShadowDatabase,
): Start {
  const dispose = async (): Promise<void> => await database?.[Symbol.asyncDispose]();
  return { session, source, built, [Symbol.asyncDispose]: dispose };
}

/** Undefined where the result would not be quite the same as the source made from nothing. */
async function turned({ database, holds }: Spare, source: Catalog): Promise<Catalog | undefined> {
  if (holds === undefined) return await buildSchema(database.session, source);
  const different = catalogDifferences(holds, source).length;
  if (different > source.objects.size * DIFFERENT_SHARE_MAX) return undefined;
  try {
    const built = await buildSchema(database.session, source, holds);
    return columnOrder(built) === columnOrder(source) ? built : undefined;
  } catch (error) {
    if (error instanceof StepFailure) return undefined;
    throw error;
  }
}

/** What a table's columns are in order is no difference, but the plan should meet the tables as they are. */
function columnOrder({ objects }: Catalog): string {
  return [...objects.keys()].filter((id) => id.startsWith('column ')).join('\n');
}
