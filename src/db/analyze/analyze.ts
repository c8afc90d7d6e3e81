import type { Finding, Severity } from '../../base/finding.ts';
import type { Session } from '../../postgres/session.ts';
import type { Shadow } from '../../postgres/shadow/shadow.ts';
import { type Advice, adviseIndexes } from '../advise/advise.ts';
import {
  type AnalyzedDatabase,
  type Check,
  type CheckNeed,
  findingOf,
  type Observation,
} from '../checks/check.ts';
import { analyzedDatabase } from '../checks/database.ts';
import type { ScanCounters } from '../checks/scan-counters.ts';
import { checks } from '../checks/index.ts';
import type { Workload } from '../workload/workload.ts';
import { type Need, readNeeds } from './needs.ts';
import { type DatabaseSummary, readSummary } from './summary.ts';

export interface AnalysisRequest {
  readonly session: Session;
  /** Undefined where statements are not counted. */
  readonly workload: Workload | undefined;
  /** To plan on what there might be; without one, nothing is advised. */
  readonly shadow: Shadow | undefined;
  /** Where a stretch of time was watched, what had been read of tables by its beginning. */
  readonly scansBefore?: ScanCounters;
  /** Matters of taste, too. */
  readonly pedantic?: boolean;
  /** What was found elsewhere: in an application's code, or by watching. It says more than a check of the same. */
  readonly beyond?: readonly AnalysisFinding[];
}

/** What a check found, with all that it has to say. */
export interface AnalysisFinding {
  readonly check: Check;
  readonly observation: Observation;
  readonly finding: Finding;
}

/** A check that could not be made, or was not made to its end. */
export interface SkippedCheck {
  readonly id: string;
  readonly reason: string;
}

export interface Analysis {
  readonly summary: DatabaseSummary;
  readonly advice: Advice | undefined;
  /** The worst first. */
  readonly findings: readonly AnalysisFinding[];
  /** What the role may not see or the server does not have, and how to get it. */
  readonly missing: readonly Need[];
  readonly skipped: readonly SkippedCheck[];
  /** Ids of the checks that were made to their end. */
  readonly made: ReadonlySet<string>;
}

/** Looks at a database with all checks. Only reads catalogs and statistics. */
export async function analyzeDatabase(request: AnalysisRequest): Promise<Analysis> {
  const { session, workload, shadow, pedantic = false, beyond = [] } = request;
  const needs = await readNeeds(session, workload);
  const missing = needs.filter(({ isMet }) => !isMet);
  const unmet: ReadonlySet<CheckNeed> = new Set(missing.map(({ need }) => need));
  const database = watchedDatabase(request);
  const findings: AnalysisFinding[] = [];
  const skipped: SkippedCheck[] = [];
  const made = new Set<string>();
  for (const check of checks) {
    if (check.pedantic === true && !pedantic) continue;
    const lacking = (check.needs ?? []).filter((need) => unmet.has(need));
    if (lacking.length > 0) {
      skipped.push({ id: check.id, reason: `needs ${lacking.join(' and ')}` });
      continue;
    }
    try {
      for (const observation of await check.run(database)) {
        findings.push({ check, observation, finding: findingOf(check, observation) });
      }
      made.add(check.id);
    } catch (error) {
      skipped.push({ id: check.id, reason: refusal(error) });
    }
  }
  const summary = await readSummary(session);
  const advice =
    workload === undefined || shadow === undefined
      ? undefined
      : await adviseIndexes({ session, shadow, workload });
  const all = withBetter(findings, beyond).toSorted(worstFirst);
  return { summary, advice, findings: all, missing, skipped, made };
}

/** Of two findings with one key, the one that was not guessed from totals. */
function withBetter(
  findings: readonly AnalysisFinding[],
  better: readonly AnalysisFinding[],
): readonly AnalysisFinding[] {
  const keys = new Set(better.map(({ finding }) => finding.key));
  return [...better, ...findings.filter(({ finding }) => !keys.has(finding.key))];
}

function watchedDatabase({ session, workload, scansBefore }: AnalysisRequest): AnalyzedDatabase {
  const database = analyzedDatabase(session, workload);
  const days = workload?.isWatched === true ? workload.countedDays : undefined;
  if (scansBefore === undefined || days === undefined) return database;
  return { ...database, watched: { before: scansBefore, days } };
}

/** What the server refused costs one check. All else (a lost connection, a mistake of ours) is everybody's business. */
function refusal(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    // 42501: no right to; 57014: took too long; 55P03: somebody has it locked.
    if (['42501', '57014', '55P03'].includes(error.code)) return error.message;
  }
  throw error;
}

const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

function worstFirst(a: AnalysisFinding, b: AnalysisFinding): number {
  return ranks[a.observation.severity] - ranks[b.observation.severity];
}
