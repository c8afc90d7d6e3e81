import { readsOnlyCatalogs, repairedStatement } from '../../advise/statement-text.ts';
import { statementDifference } from '../../workload/workload-difference.ts';
import type { Workload, WorkloadStatement } from '../../workload/workload.ts';
import type { HistoryLine } from './history-line.ts';

export interface HistoryRun {
  readonly at: Date;
  readonly database: string;
  /** All that the server has counted. */
  readonly counted: Workload;
  /** What was asked in the time that was watched, where one was. */
  readonly watched: Workload | undefined;
}

/** By time; the rest tells nobody anything. */
const STATEMENTS_MAX = 200;
const TEXT_CHARACTERS = 200;

/** The lines of this run: statements that were called since the one before, those about the server itself left out. */
export async function historyRun(
  { at, database, counted, watched }: HistoryRun,
  history: readonly HistoryLine[],
): Promise<readonly HistoryLine[]> {
  const last = new Map(
    history.filter((line) => line.database === database).map((line) => [line.id, line]),
  );
  const stretches = new Map(watched?.statements.map((each) => [each.id, each]));
  const lines: HistoryLine[] = [];
  for (const statement of counted.statements.toSorted((a, b) => b.totalMs - a.totalMs)) {
    if (lines.length === STATEMENTS_MAX) break;
    const stretch =
      watched === undefined
        ? statementDifference(before(last.get(statement.id), statement), statement)
        : stretches.get(statement.id);
    if (stretch === undefined || stretch.calls === 0) continue;
    if (await isOfServer(statement.text)) continue;
    lines.push({
      at: at.toISOString(),
      database,
      id: statement.id,
      text: statement.text.replaceAll(/\s+/g, ' ').trim().slice(0, TEXT_CHARACTERS),
      calls: stretch.calls,
      totalMs: stretch.totalMs,
      countedCalls: statement.calls,
      countedMs: statement.totalMs,
    });
  }
  return lines;
}

function before(
  line: HistoryLine | undefined,
  statement: WorkloadStatement,
): WorkloadStatement | undefined {
  if (line === undefined) return undefined;
  return { ...statement, calls: line.countedCalls, totalMs: line.countedMs };
}

async function isOfServer(text: string): Promise<boolean> {
  try {
    return await readsOnlyCatalogs(await repairedStatement(text));
  } catch {
    return false;
  }
}
