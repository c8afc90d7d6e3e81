import type { Catalog } from '../../postgres/catalog/catalog.ts';
import type { Session } from '../../postgres/session.ts';
import type { Shadow } from '../../postgres/shadow/shadow.ts';
import { candidateSql } from '../../postgres/what-if/candidate.ts';
import { buildSchema } from '../compare/build.ts';
import { type Comparison, compareSchemas } from '../compare/compare.ts';
import type { SchemaSource } from '../compare/schema-source.ts';
import type { Advice } from './advise.ts';

/** Changes that were advised, as a migration. */
export interface AdviceMigration {
  readonly comparison: Comparison;
  readonly source: SchemaSource;
  readonly target: SchemaSource;
  /** What the server calls the indexes, in the order of their statements. */
  readonly names: readonly string[];
}

/** What makes the advised indexes, and drops those that they replace. */
export function adviceStatements({ indexes, replaced }: Advice): readonly string[] {
  const needsTrigrams = indexes.some(({ index }) =>
    index.keys.some((key) => key.includes('gin_trgm_ops')),
  );
  return [
    ...(needsTrigrams ? ['CREATE EXTENSION IF NOT EXISTS pg_trgm'] : []),
    ...indexes.map(({ index }) => `CREATE INDEX ${candidateSql(index)}`),
    ...replaced.map(({ index }) => `DROP INDEX ${index.name}`),
  ];
}

/**
 * Statements as any other change of a schema: compared, planned without blocking writes, and proven there and back. Indexes
 * without a name get the one that the server gives them.
 */
export async function adviceMigration(
  catalog: Catalog,
  statements: readonly string[],
  shadow: Shadow,
): Promise<AdviceMigration> {
  const source: SchemaSource = { catalog };
  const names: string[] = [];
  const target: SchemaSource = {
    load: async (session: Session) => {
      await buildSchema(session, catalog);
      for (const statement of statements) {
        await session.execute(statement);
        if (statement.startsWith('CREATE INDEX')) names.push(await newestIndex(session));
      }
    },
  };
  return { source, target, names, comparison: await compareSchemas({ source, target, shadow }) };
}

/** Of a partitioned table the one above all its parts, which was made first. */
async function newestIndex(session: Session): Promise<string> {
  const [row] = await session.query<{ name: string }>(`
    SELECT format('%I.%I', n.nspname, c.relname) AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('i', 'I') AND NOT c.relispartition ORDER BY c.oid DESC LIMIT 1`);
  return row?.name ?? '';
}
