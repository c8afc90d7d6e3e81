import type { Analysis, AnalysisFinding } from '../../src/db/analyze/analyze.ts';
import type { AnalysisReport } from '../../src/db/analyze/report/analysis-report.ts';
import { type Check, findingOf, type Observation } from '../../src/db/checks/check.ts';
import { workloadOf } from './workload.ts';

const check: Check = { id: 'duplicate-index', group: 'indexes', run: () => Promise.resolve([]) };

export function analysisFinding(observation: Partial<Observation> = {}): AnalysisFinding {
  const whole: Observation = {
    subject: 'index public.orders_again',
    severity: 'warning',
    title: 'public.orders_again is the same as public.orders_status',
    fix: 'Drop public.orders_again.',
    sql: 'DROP INDEX CONCURRENTLY public.orders_again',
    evidence: { size_bytes: 1_234_567, scans: 0 },
    ...observation,
  };
  return { check, observation: whole, finding: findingOf(check, whole) };
}

/** A report on a database that was asked two things, with one index that is missing and one that is too many. */
export function analysisReport(changes: Partial<AnalysisReport> = {}): AnalysisReport {
  const workload = workloadOf(
    { text: 'SELECT * FROM orders WHERE user_id = $1', totalMs: 75_000, calls: 1000 },
    { text: 'SELECT count(*) FROM users', totalMs: 25_000, calls: 10 },
  );
  const [statement] = workload.statements;
  if (statement === undefined) throw new Error('no statement');
  const gain = { statement, meanMsBefore: 75, meanMsAfter: 0.2 };
  const index = {
    table: 'public.orders',
    method: 'btree' as const,
    keys: ['user_id'],
    include: [],
    where: undefined,
    name: 'c1',
    parts: ['c1'],
    bytes: 2_000_000,
    rows: 100_000,
  };
  const analysis: Analysis = {
    summary: { tables: 2, rows: 105_000, bytes: 12_000_000, statisticsSince: undefined },
    advice: {
      catalog: { major: 18, user: 'me', objects: new Map(), unsupported: {} },
      origin: 'planned on a shadow (embedded PostgreSQL 18)',
      indexes: [{ index, gainMs: 74_800, statements: [gain] }],
      statements: [gain],
      replaced: [],
      unplanned: [],
      outdated: [],
      considered: 3,
      plannings: 10,
    },
    findings: [analysisFinding()],
    missing: [],
    skipped: [],
    made: new Set(['duplicate-index']),
  };
  return {
    analysis,
    suggestions: [
      {
        title: 'Add index on orders(user_id)',
        statements: ['CREATE INDEX ON public.orders (user_id)'],
      },
    ],
    workload,
    database: 'postgres://me:hunter2@db.example.com/shop',
    files: undefined,
    ...changes,
  };
}
