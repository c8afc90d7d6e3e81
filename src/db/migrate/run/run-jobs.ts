import { partRecords } from '../history/parts.ts';
import { recordOf } from '../history/records.ts';
import type { Job } from './job.ts';
import type { Run } from './run.ts';
import { runJob } from './run-job.ts';

export interface JobsResult {
  readonly done: readonly Applied[];
  /** Names of those that are left. */
  readonly pending: readonly string[];
  /** Ctrl-C. */
  readonly interrupted: boolean;
  /** Where it stopped. */
  readonly partial: Partial | undefined;
}

export interface Applied {
  readonly name: string;
  /** Of the file that ran. */
  readonly path: string;
  readonly parts: number;
  readonly elapsedMs: number;
}

/** A migration of which some parts are done, and the others untouched. */
export interface Partial {
  readonly name: string;
  readonly partsDone: number;
  readonly parts: number;
}

/** One after the other, until all are done or somebody interrupts. */
export async function runJobs(jobs: readonly Job[], run: Run): Promise<JobsResult> {
  const { io } = run;
  const done: Applied[] = [];
  for (const job of jobs) {
    const since = io.now();
    try {
      await runJob(job, run);
    } catch (error) {
      if (!io.signal.aborted) throw error;
      break;
    }
    const { path, parts } = job.migration;
    done.push({ name: job.name, path, parts: parts.length, elapsedMs: io.now() - since });
  }
  const [next, ...rest] = jobs.slice(done.length);
  if (next === undefined) return { done, pending: [], interrupted: false, partial: undefined };
  const pending = [next, ...rest].map(({ name }) => name);
  return { done, pending, interrupted: true, partial: await partialOf(next, run) };
}

async function partialOf(
  { name, direction, migration }: Job,
  { crew }: Run,
): Promise<Partial | undefined> {
  try {
    const record = await recordOf(crew.main, name);
    if (record === undefined) return undefined;
    const records = [...(await partRecords(crew.main, record.id, direction)).values()];
    const partsDone = records.filter(({ done }) => done).length;
    return { name, partsDone, parts: migration.parts.length };
  } catch {
    // The connection is gone, too; the next run will look.
    return undefined;
  }
}
