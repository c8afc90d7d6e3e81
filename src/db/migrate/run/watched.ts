import { type Activity, activityColumns, activityText } from './who.ts';
import type { Run } from './run.ts';
import { pause } from './pause.ts';

/**
 * Runs a statement on the first connection while the second looks on: says who is in the way and how far it is, cancels it
 * at Ctrl-C, and notices when the first is gone without a word. `blockers` is filled with who was last seen in the way;
 * `told` is how far the statement itself says that it is.
 */
export async function watched<T>(
  run: Run,
  firstLookMs: number,
  blockers: string[],
  work: () => Promise<T>,
  told: () => string = () => '',
): Promise<T> {
  const { io } = run;
  const done = new AbortController();
  const onAbort = (): void => void cancel(run);
  io.signal.addEventListener('abort', onAbort);
  void look(run, firstLookMs, blockers, told, done.signal);
  try {
    return await work();
  } finally {
    io.signal.removeEventListener('abort', onAbort);
    done.abort();
  }
}

const lookEveryMs = 500;

async function cancel({ crew }: Run): Promise<void> {
  await crew.ask('SELECT pg_cancel_backend($1)', [crew.main.pid]);
}

async function look(
  run: Run,
  firstLookMs: number,
  blockers: string[],
  told: () => string,
  done: AbortSignal,
): Promise<void> {
  const { crew, io } = run;
  const { pid } = crew.main;
  const since = io.now();
  await pause(firstLookMs, done);
  while (!done.aborted) {
    const [seen] = (await crew.ask<Seen>(seenSql, [pid])) ?? [];
    if (done.aborted) return;
    // The first time it may have come before the statement did.
    if (io.signal.aborted) await cancel(run);
    if (seen?.alive === false) return crew.abandon();
    if (seen !== undefined) {
      const found = (seen.blockers ?? []).map(activityText);
      if (found.length > 0) blockers.splice(0, blockers.length, ...found);
      const progress = seen.progress ?? told();
      io.report({ kind: 'running', elapsedMs: io.now() - since, blockers: found, progress });
    }
    await pause(lookEveryMs, done);
  }
}

interface Seen {
  readonly alive: boolean;
  readonly blockers: readonly Activity[] | null;
  readonly progress: string | null;
}

// Phases that count blocks say how many; the others only what they are.
const seenSql = `
  SELECT EXISTS (SELECT FROM pg_stat_activity WHERE pid = $1) AS alive,
    (SELECT json_agg(b) FROM (
       SELECT ${activityColumns} FROM pg_stat_activity a WHERE a.pid = ANY (pg_blocking_pids($1)) ORDER BY a.pid LIMIT 5
     ) AS b) AS blockers,
    coalesce(
      (SELECT phase || CASE
          WHEN blocks_total > 0 THEN format(' %s %%', round(100.0 * blocks_done / blocks_total))
          WHEN lockers_total > 0 THEN format(' (%s of %s)', lockers_done, lockers_total)
          ELSE '' END
       FROM pg_stat_progress_create_index WHERE pid = $1),
      (SELECT phase || CASE WHEN heap_blks_total > 0
          THEN format(' %s %%', round(100.0 * heap_blks_scanned / heap_blks_total)) ELSE '' END
       FROM pg_stat_progress_vacuum WHERE pid = $1),
      (SELECT phase || CASE WHEN heap_blks_total > 0
          THEN format(' %s %%', round(100.0 * heap_blks_scanned / heap_blks_total)) ELSE '' END
       FROM pg_stat_progress_cluster WHERE pid = $1)
    ) AS progress`;
