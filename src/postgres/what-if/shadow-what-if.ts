import type { RelationFiles } from '../shadow/relation-files.ts';
import type { Session } from '../session.ts';
import type { ShadowDatabase } from '../shadow/shadow.ts';
import type { Statistics } from '../statistics/statistics.ts';
import { Candidates } from './candidates.ts';
import { importColumnStatistics, importSettings } from './import-statistics.ts';
import { explain } from './explain.ts';
import { Stage } from './stage.ts';
import type { GenericPlan, WhatIf } from './what-if.ts';

/** A database of a shadow that has the source's schema, and files within reach. Nobody has planned anything in it yet. */
export interface WhatIfGround {
  readonly database: ShadowDatabase;
  /** With that database. */
  readonly session: Session;
  readonly files: RelationFiles;
  readonly statistics: Statistics;
  readonly origin: string;
}

/**
 * Makes an empty database look as large as another, to the planner: with its statistics, with files of the same length that
 * have holes for contents, and with b-trees of the same height. Candidates are real indexes over nothing, which
 * `pg_index.indisvalid` switches on and off. Nothing of the user's server is needed but its catalog.
 */
export async function shadowWhatIf(ground: WhatIfGround): Promise<WhatIf> {
  const { database, session, statistics, origin } = ground;
  await importSettings(session, statistics.settings);
  await importColumnStatistics(session, statistics.columns);
  const sizes = new Map(statistics.sizes.map((size) => [size.relation, size]));
  const stage = new Stage(session, ground.files);
  for (const size of sizes.values()) await stage.setSize(size);
  const columns = Map.groupBy(statistics.columns, ({ relation }) => relation);
  const candidates = new Candidates(stage, sizes, columns);
  return {
    origin,
    add: (wanted) => candidates.add(wanted),
    use: (names, hidden) => candidates.use(names, hidden ?? new Set()),
    plan: (sql) => explain(session, sql),
    planGeneric: (sql) => explainGeneric(session, sql),
    compute: (sql, values) => session.query(sql, values),
    [Symbol.asyncDispose]: async () => {
      if (session !== database.session) await session[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

async function explainGeneric(session: Session, sql: string): Promise<GenericPlan> {
  await session.execute(`PREPARE trivet_statement AS ${sql}`);
  try {
    const [row] = await session.query<{ types: readonly string[] }>(
      "SELECT parameter_types::text[] AS types FROM pg_prepared_statements WHERE name = 'trivet_statement'",
    );
    const parameterTypes = row?.types ?? [];
    const nulls = parameterTypes.length === 0 ? '' : `(${parameterTypes.map(() => 'NULL').join()})`;
    await session.execute('SET plan_cache_mode = force_generic_plan');
    return { plan: await explain(session, `EXECUTE trivet_statement${nulls}`), parameterTypes };
  } finally {
    await session.execute('RESET plan_cache_mode; DEALLOCATE trivet_statement');
  }
}
