import { candidateSql } from '../../postgres/what-if/candidate.ts';
import type { Shadow } from '../../postgres/shadow/shadow.ts';
import { buildSchema } from '../compare/build.ts';
import { type Comparison, compareSchemas } from '../compare/compare.ts';
import type { SchemaSource } from '../compare/schema-source.ts';
import type { Advice } from './advise.ts';

export interface AdviceMigration {
  readonly comparison: Comparison;
  readonly source: SchemaSource;
  readonly target: SchemaSource;
}

/**
 * The advised indexes as any other change of a schema: compared, planned without blocking writes, and proven there and back.
 * The server names them as it would.
 */
export async function adviceMigration(advice: Advice, shadow: Shadow): Promise<AdviceMigration> {
  const source: SchemaSource = { catalog: advice.catalog };
  const target: SchemaSource = {
    load: async (session) => {
      await buildSchema(session, advice.catalog);
      const needsTrigrams = advice.indexes.some(({ index }) =>
        index.keys.some((key) => key.includes('gin_trgm_ops')),
      );
      if (needsTrigrams) await session.execute('CREATE EXTENSION IF NOT EXISTS pg_trgm');
      for (const { index } of advice.indexes) {
        await session.execute(`CREATE INDEX ${candidateSql(index)}`);
      }
    },
  };
  return { source, target, comparison: await compareSchemas({ source, target, shadow }) };
}
