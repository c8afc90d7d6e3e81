import type { Session } from '../../postgres/session.ts';
import type { Workload } from '../workload/workload.ts';
import type { SavedIndex, SavedStatement } from './saved-advice.ts';

/** What became of an index that was advised. */
export type Verdict =
  /** Its statements take clearly less time than before. */
  | 'helped'
  /** They do not. */
  | 'no gain'
  /** No plan has used it since it was made, although its statements ran. */
  | 'not used'
  /** Its statements did not run since, or hardly. */
  | 'too early'
  | 'not there';

export interface VerifiedStatement {
  readonly statement: SavedStatement;
  /** Since the advice. */
  readonly calls: number;
  readonly meanMs: number;
}

export interface VerifiedIndex {
  readonly index: SavedIndex;
  readonly verdict: Verdict;
  /** How often plans have used it; on this server, so not on its replicas. */
  readonly scans: number;
  readonly bytes: number;
  readonly statements: readonly VerifiedStatement[];
}

/** Fewer calls say nothing. */
const CALLS_MIN = 5;
/** Less than this is what times differ by from day to day. */
const GAIN_MIN = 0.1;

/** Looks at the statements of an advice again, by what was counted since it was given. */
export async function verifyAdvice(
  session: Session,
  saved: readonly SavedIndex[],
  workload: Workload,
): Promise<readonly VerifiedIndex[]> {
  const names = saved.flatMap(({ name }) => name ?? []);
  const found = await session.query<IndexRow>(indexesSql, [names]);
  const byName = new Map(found.map((row) => [row.name, row]));
  return saved.map((index) => {
    const { scans = 0, bytes = 0 } = byName.get(index.name ?? '') ?? {};
    const statements = index.statements.map((statement) => sinceThen(statement, workload));
    const isThere = byName.has(index.name ?? '');
    const verdict = isThere ? verdictOf(statements, scans) : 'not there';
    return { index, verdict, scans, bytes, statements };
  });
}

/** Counters only go up, unless they were reset; then all that they count is of after that. */
function sinceThen(statement: SavedStatement, { statements }: Workload): VerifiedStatement {
  const now = statements.find(({ id }) => id === statement.id);
  if (now === undefined) return { statement, calls: 0, meanMs: 0 };
  const wasReset = now.calls < statement.calls;
  const calls = wasReset ? now.calls : now.calls - statement.calls;
  const beforeMs = wasReset ? 0 : statement.calls * statement.meanMs;
  return { statement, calls, meanMs: calls === 0 ? 0 : (now.totalMs - beforeMs) / calls };
}

function verdictOf(statements: readonly VerifiedStatement[], scans: number): Verdict {
  const calls = statements.reduce((sum, each) => sum + each.calls, 0);
  if (calls < CALLS_MIN) return 'too early';
  if (scans === 0) return 'not used';
  const before = statements.reduce((sum, each) => sum + each.calls * each.statement.meanMs, 0);
  const after = statements.reduce((sum, each) => sum + each.calls * each.meanMs, 0);
  return after < before * (1 - GAIN_MIN) ? 'helped' : 'no gain';
}

interface IndexRow {
  readonly name: string;
  readonly scans: number;
  readonly bytes: number;
}

/** Of a partitioned index, all of its parts together. */
const indexesSql = `
  SELECT r AS name, coalesce(sum(s.idx_scan), 0)::float8 AS scans, coalesce(sum(pg_relation_size(s.indexrelid)), 0)::float8 AS bytes
  FROM unnest($1::text[]) AS r
  LEFT JOIN LATERAL pg_partition_tree(to_regclass(r)) p ON p.isleaf
  LEFT JOIN pg_stat_all_indexes s ON s.indexrelid = coalesce(p.relid, to_regclass(r))
  WHERE to_regclass(r) IS NOT NULL
  GROUP BY r`;
