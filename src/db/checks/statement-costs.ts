import type { Severity } from '../../base/finding.ts';
import { durationText } from '../../base/duration.ts';
import { ms, percent, withSeparators } from '../../report/number.ts';
import { readsOnlyCatalogs, repairedStatement } from '../advise/statement-text.ts';
import type { Workload, WorkloadStatement } from '../workload/workload.ts';

/** A statement that costs something, with the share of all statements' time that it takes. */
export interface CostlyStatement {
  readonly statement: WorkloadStatement;
  /** The text without comments, and so that it can be parsed. */
  readonly text: string;
  readonly meanMs: number;
  /** Of the time of all statements, 0 to 1. */
  readonly share: number;
  /** Where it is not known for how long statements were counted, as if it had been a day. */
  readonly msPerDay: number;
}

/** Above both, somebody waits for it, or it is a part of the server's work that can be seen. */
const TOTAL_MS_MIN = 10_000;
const SHARE_MIN = 0.005;
/** Below, what a statement looks through is short: a first page, a list of a few. */
const MEAN_MS_MIN = 10;
/** Statements that monitoring looks at, in the order of their time. */
const STATEMENTS_MAX = 300;
const WARNING_SHARE = 0.1;
const WARNING_MS_PER_DAY = 10 * 60_000;

/**
 * The statements of a workload whose cost is worth a word, the most expensive first. Those that only ask the catalogs (drivers
 * and monitoring) are left out, and those that are not SQL as the grammar knows it.
 */
export async function costlyStatements(workload: Workload): Promise<readonly CostlyStatement[]> {
  const { statements, countedDays = 1, isWatched = false } = workload;
  // What was watched stands for a day; what was counted since a reset an hour ago need not.
  const days = isWatched ? countedDays : Math.max(1, countedDays);
  const allMs = statements.reduce((sum, { totalMs }) => sum + totalMs, 0);
  const costly = statements
    .filter(({ totalMs }) => totalMs >= TOTAL_MS_MIN && totalMs / allMs >= SHARE_MIN)
    .toSorted((a, b) => b.totalMs - a.totalMs)
    .slice(0, STATEMENTS_MAX);
  const found: CostlyStatement[] = [];
  for (const statement of costly) {
    const text = await ownText(statement.text);
    if (text === undefined) continue;
    const { totalMs, calls } = statement;
    found.push({
      statement,
      text,
      meanMs: totalMs / Math.max(1, calls),
      share: totalMs / allMs,
      msPerDay: totalMs / days,
    });
  }
  return found;
}

/** Those of them that are slow themselves, and not only called often. */
export async function slowStatements(workload: Workload): Promise<readonly CostlyStatement[]> {
  const costly = await costlyStatements(workload);
  return costly.filter(({ meanMs }) => meanMs >= MEAN_MS_MIN);
}

/** Undefined where it is not about tables of the user, or cannot be parsed: texts are cut at a length. */
async function ownText(text: string): Promise<string | undefined> {
  try {
    const repaired = await repairedStatement(text);
    return (await readsOnlyCatalogs(repaired)) ? undefined : repaired;
  } catch {
    return undefined;
  }
}

/** What all findings about statements go by: their part in the server's work. */
export function severityOf({ share, msPerDay }: CostlyStatement): Severity {
  return share >= WARNING_SHARE && msPerDay >= WARNING_MS_PER_DAY ? 'warning' : 'info';
}

/** `SELECT * FROM orders …: 42.1% of the time of all statements, 1,200 calls of 93.1 ms` */
export function costText({ share, meanMs, statement }: CostlyStatement): string {
  return `${percent(share)} of the time of all statements, ${withSeparators(statement.calls)} calls of ${ms(meanMs)} ms`;
}

export function costEvidence(costly: CostlyStatement): Readonly<Record<string, number | string>> {
  const { statement, meanMs, share, msPerDay } = costly;
  return {
    statement: statement.text,
    calls: statement.calls,
    mean_ms: rounded(meanMs),
    total_ms: rounded(statement.totalMs),
    ms_per_day: rounded(msPerDay),
    share: Number(share.toFixed(4)),
  };
}

/** The beginning of a statement, in one line. */
export function shortText(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= SHORT_LENGTH ? line : `${line.slice(0, SHORT_LENGTH - 1).trimEnd()}…`;
}

export function timeText(totalMs: number): string {
  return durationText(totalMs < 60_000 ? totalMs : Math.round(totalMs / 1000) * 1000);
}

const SHORT_LENGTH = 70;

function rounded(value: number): number {
  return Number(value.toFixed(3));
}
