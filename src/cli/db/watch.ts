import { setTimeout as sleep } from 'node:timers/promises';
import { durationText } from '../../base/duration.ts';
import { TrivetError } from '../../base/errors.ts';
import { printableLine } from '../../base/printable.ts';
import { type ScanCounters, readScanCounters } from '../../db/checks/scan-counters.ts';
import { type SuspectedNPlusOne, watchNPlusOne } from '../../db/n-plus-one/watch.ts';
import { readPgStatStatements } from '../../db/workload/pg-stat-statements.ts';
import { workloadDifference } from '../../db/workload/workload-difference.ts';
import type { Workload } from '../../db/workload/workload.ts';
import type { Session } from '../../postgres/session.ts';
import { withSeparators } from '../../report/number.ts';
import type { DbAnalyzeFlags } from '../commands/db-analyze-flags.ts';
import type { CliContext } from '../context.ts';
import { readWorkload } from './workload.ts';

/** What the database was asked, and in which time. */
export interface Asked {
  /** Undefined where statements are not counted. */
  readonly workload: Workload | undefined;
  /** All that the server has counted by now. */
  readonly counted: Workload | undefined;
  /** Where a time was watched: what had been read of tables by its beginning, and how long it was. */
  readonly scansBefore?: ScanCounters;
  readonly watchedMs?: number;
  /** Statements that ran once for each row of another while it was watched. */
  readonly suspected?: readonly SuspectedNPlusOne[];
}

/** What is watched is what the server counts from now on. Throws `USAGE`. */
export function checkWatchFlags({ watch, interval, history, workload }: DbAnalyzeFlags): void {
  if (interval !== undefined && watch === undefined) {
    throw new TrivetError('USAGE', '--interval says how to do what only --watch asks for.', {
      hint: 'Add --watch TIME, or leave --interval out.',
    });
  }
  const option = watch === undefined ? history && '--history' : '--watch';
  if (option === undefined || workload === undefined) return;
  throw new TrivetError('USAGE', `${option} goes by what the server counts, and not by files.`, {
    hint: `Leave out ${option} or --workload.`,
  });
}

/** By the files that were named, by what is counted from now on (`--watch`), or by all that was. */
export async function askedOf(
  session: Session,
  { watch, interval, workload: files }: DbAnalyzeFlags,
  context: CliContext,
): Promise<Asked> {
  if (watch !== undefined) {
    return watchDatabase(session, { watchMs: watch, intervalMs: interval ?? INTERVAL_MS }, context);
  }
  const workload = await readWorkload(session, files, context);
  return { workload, counted: workload };
}

const INTERVAL_MS = 5000;

interface WatchTimes {
  readonly watchMs: number;
  readonly intervalMs: number;
}

/** Reads the counters, waits, and reads them again. Ctrl-C ends it early: what there is by then is reported. */
async function watchDatabase(
  session: Session,
  { watchMs, intervalMs }: WatchTimes,
  { terminal, signal }: CliContext,
): Promise<Asked> {
  const scansBefore = await readScanCounters(session);
  const first = await readPgStatStatements(session);
  const startMs = performance.now();
  const elapsed = (): number => performance.now() - startMs;
  const since = async (): Promise<Pick<Asked, 'workload' | 'counted'>> => {
    const counted = first === undefined ? undefined : await readPgStatStatements(session);
    if (first === undefined || counted === undefined) return { counted, workload: undefined };
    return { counted, workload: workloadDifference(first, counted, elapsed() / DAY_MS) };
  };
  const suspicion = watchNPlusOne(session, { durationMs: watchMs, intervalMs: SAMPLE_MS, signal });
  // Whoever waits for it hears of what fails; nobody may come to that.
  suspicion.catch(() => {});
  let saidMs = 0;
  while (elapsed() < watchMs && !signal.aborted) {
    const { workload } = await since();
    // A line now and then where lines stay.
    if (terminal.live || saidMs === 0 || elapsed() - saidMs >= watchMs / LINES_MAX) {
      saidMs = elapsed();
      const line = progressLine(elapsed(), watchMs, workload);
      if (terminal.live) terminal.progress(line);
      else terminal.note(line);
    }
    await pause(Math.min(intervalMs, watchMs - elapsed()), signal);
  }
  const suspected = (await suspicion)?.suspected ?? [];
  return { ...(await since()), scansBefore, watchedMs: elapsed(), suspected };
}

const DAY_MS = 86_400_000;
const LINES_MAX = 10;
/** Short enough that the load differs from one to the next. */
const SAMPLE_MS = 500;
const STATEMENT_CHARACTERS = 40;

async function pause(pauseMs: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(Math.max(0, pauseMs), undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** `[35s/5m] 1,234 calls, 45.2 s; most: SELECT * FROM orders …`. */
function progressLine(elapsedMs: number, watchMs: number, workload: Workload | undefined): string {
  const atS = Math.round(elapsedMs / 1000);
  const at = atS === 0 ? '0s' : durationText(atS * 1000);
  const head = `[${at}/${durationText(watchMs)}]`;
  if (workload === undefined) return `${head} statements are not counted`;
  const { statements } = workload;
  const calls = statements.reduce((sum, each) => sum + each.calls, 0);
  const totalMs = statements.reduce((sum, each) => sum + each.totalMs, 0);
  const [most] = statements.toSorted((a, b) => b.totalMs - a.totalMs);
  const text = most?.text.replaceAll(/\s+/g, ' ').trim();
  const busiest = text === undefined ? '' : `; most: ${printableLine(text, STATEMENT_CHARACTERS)}`;
  return `${head} ${withSeparators(calls)} calls, ${withSeparators(totalMs / 1000, 1)} s${busiest}`;
}
