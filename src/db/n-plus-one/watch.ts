import { setTimeout as sleep } from 'node:timers/promises';
import type { Session } from '../../postgres/session.ts';
import { analyzedDatabase } from '../checks/database.ts';
import { readPgStatStatements } from '../workload/pg-stat-statements.ts';
import { readRelations, type StatementRelation } from './relations.ts';
import { type StatementSample, windowsOf } from './samples.ts';
import { type Suspicion, suspectPairs, WINDOWS_MIN } from './suspect.ts';

export interface WatchRequest {
  readonly durationMs: number;
  /** Between samples; short enough that the load changes from one to the next. */
  readonly intervalMs: number;
  /** Ends it early; what was seen until then counts. */
  readonly signal?: AbortSignal;
}

export interface SuspectedNPlusOne extends Suspicion, StatementRelation {
  readonly parentText: string;
  readonly childText: string;
}

export interface WatchResult {
  readonly suspected: readonly SuspectedNPlusOne[];
  readonly windows: number;
  /** What could not be seen and why, for people. */
  readonly notes: readonly string[];
}

/**
 * Watches a live database for statements that run once per row of another, by the counters of pg_stat_statements alone.
 * Undefined where statements are not counted. Throws what the driver throws.
 */
export async function watchNPlusOne(
  session: Session,
  request: WatchRequest,
): Promise<WatchResult | undefined> {
  const [view] = await session.query<{ schema: string }>(schemaSql);
  if (view === undefined || (await readPgStatStatements(session)) === undefined) return undefined;
  const samples = await takeSamples(session, sampleSql(view.schema), request);
  const windows = windowsOf(samples);
  const workload = await readPgStatStatements(session);
  const active = workload?.statements.filter(({ id }) => windows.series.has(id)) ?? [];
  const relations = await readRelations(analyzedDatabase(session, workload), active);
  const texts = new Map(active.map(({ id, text }) => [id, text]));
  const found = suspectPairs(windows, withoutRepetition(relations));
  return {
    windows: windows.count,
    suspected: found.flatMap((each) => {
      const relation = relations.find(
        ({ parent, child }) => parent === each.parent && child === each.child,
      );
      const [parentText, childText] = [texts.get(each.parent) ?? '', texts.get(each.child) ?? ''];
      return relation === undefined ? [] : [{ ...relation, ...each, parentText, childText }];
    }),
    notes: [...(workload?.notes ?? []), ...notesOn(windows.count, windows.resets)],
  };
}

async function takeSamples(
  session: Session,
  sql: string,
  { durationMs, intervalMs, signal }: WatchRequest,
): Promise<readonly StatementSample[]> {
  const samples: StatementSample[] = [];
  const end = performance.now() + durationMs;
  for (;;) {
    const started = performance.now();
    const rows = await session.query<Row>(sql);
    samples.push({ counts: new Map(rows.map(({ id, ...count }) => [id, count])) });
    const next = started + intervalMs;
    if (next > end || signal?.aborted === true) return samples;
    await sleep(Math.max(0, next - performance.now()), undefined, signal && { signal }).catch(
      () => {},
    );
  }
}

interface Row {
  readonly id: string;
  readonly calls: number;
  readonly rows: number;
}

const schemaSql = `
  SELECT quote_ident(n.nspname) AS schema
  FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_stat_statements'`;

/** Without the texts, which the server reads from a file. */
const sampleSql = (schema: string): string => `
  SELECT queryid::text AS id, sum(calls)::float8 AS calls, sum(rows)::float8 AS rows
  FROM ${schema}.pg_stat_statements(false)
  WHERE queryid IS NOT NULL AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
  GROUP BY queryid`;

/** Two columns may relate the same statements. */
function withoutRepetition(relations: readonly StatementRelation[]): readonly StatementRelation[] {
  const pairs = new Map(relations.map((each) => [`${each.parent} ${each.child}`, each]));
  return [...pairs.values()];
}

function notesOn(windows: number, resets: number): readonly string[] {
  const few = `${windows} windows are too few to tell N+1 from chance: it takes ${WINDOWS_MIN}`;
  const reset = `statistics were reset ${resets} times meanwhile`;
  return [...(windows < WINDOWS_MIN ? [few] : []), ...(resets > 0 ? [reset] : [])];
}
