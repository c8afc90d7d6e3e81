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
  const target: SchemaSource = {
    load: async (session: Session) => {
      await buildSchema(session, catalog);
      for (const statement of statements) await session.execute(statement);
    },
  };
  return { source, target, comparison: await compareSchemas({ source, target, shadow }) };
}
