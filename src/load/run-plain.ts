import type { Crew } from './engine/crew.ts';
import type { Observed } from './engine/observer.ts';
import type { Snapshot } from './engine/snapshot.ts';
import type { LoadIo, LoadRequest } from './load-request.ts';
import { Histogram } from '../http/histogram.ts';
import { loadOf, steadyLoad } from './shape.ts';
import { Tally } from './tally.ts';
import { Timeline } from './timeline.ts';

/** What one stretch of traffic came to. */
export interface Measured {
  readonly tally: Tally;
  readonly timeline: Timeline;
  /** How long requests were issued; with a number of requests, until the last one was answered. */
  readonly durationMs: number;
  /** Requests that ended within that time. */
  readonly endedInTime: number;
  /** With `expectRateLimit`: what each worker saw of a limit. */
  readonly observed: readonly Observed[];
  /** When it began, in milliseconds since 1970. */
  readonly startedEpochMs: number;
  /** Processor time that was spent on it. */
  readonly cpuUs: number;
}

/** Warms up, then measures one target for the whole duration. */
export async function runPlain(
  crew: Crew,
  request: LoadRequest,
  io: Omit<LoadIo, 'memoryBytesMax'>,
): Promise<Measured> {
  const { load, durationMs, seed, requests } = request;
  const warm = await warmUp(crew, request, io);
  const tally = new Tally(crew.operations[0] ?? []);
  for (const snapshot of warm) tally.addConnections(snapshot);
  const cpuBeforeUs = io.cpuUs();
  const tickMs = Math.min(1000, Math.max(100, durationMs / 10));
  const timeline = new Timeline(tickMs);
  let endedInTime = 0;
  let issuedMs = 0;
  const startedEpochMs = Date.now();
  let observed: readonly Observed[] = [];
  const onTick = (snapshot: Snapshot, worker: number): void => {
    tally.add(snapshot, worker);
    timeline.add(snapshot, worker);
    endedInTime += countOf(snapshot);
    issuedMs = Math.max(issuedMs, snapshot.toMs);
    io.progress(progressOf(snapshot, request, tally));
  };
  if (!io.signal.aborted) {
    const segment = await crew.run(
      {
        side: 0,
        durationMs,
        load: loadOf(load, durationMs, seed),
        requestsMax: requests,
        graceMs: graceMsOf(request),
        tickMs,
      },
      onTick,
    );
    observed = segment.observed;
    for (const [worker, snapshot] of segment.rest.entries()) {
      tally.add(snapshot, worker);
      timeline.add(snapshot, worker);
    }
    // All were issued before the time was up: what counts is how long it took to have them answered.
    if (requests !== undefined && issuedMs < durationMs && !io.signal.aborted) {
      issuedMs = Math.max(...segment.rest.map(({ lastEndMs }) => lastEndMs));
      endedInTime = tally.counts(0, 0).total;
    }
  }
  const cpuUs = io.cpuUs() - cpuBeforeUs;
  return { tally, timeline, durationMs: issuedMs, endedInTime, observed, startedEpochMs, cpuUs };
}

async function warmUp(
  crew: Crew,
  { warmupMs, load, seed }: LoadRequest,
  io: Pick<LoadIo, 'progress' | 'signal'>,
): Promise<readonly Snapshot[]> {
  if (warmupMs === 0 || io.signal.aborted) return [];
  io.progress({ ...noProgress, phase: 'warming up', durationMs: warmupMs });
  const { rest } = await crew.run({
    side: 0,
    durationMs: warmupMs,
    load: steadyLoad(load, warmupMs, seed),
    requestsMax: undefined,
    graceMs: 0,
    tickMs: 0,
  });
  return rest;
}

/** How long requests that were due before the end may still be sent after it. */
export function graceMsOf({ timeouts }: LoadRequest): number {
  return Math.min(timeouts.totalMs, graceMsMax);
}

const graceMsMax = 5000;

export const noProgress = {
  elapsedMs: 0,
  durationMs: 0,
  total: 0,
  failed: 0,
  perSecond: 0,
  p50Ms: 0,
  p99Ms: 0,
} as const;

function countOf({ ended }: Snapshot): number {
  return ended.reduce((sum, count) => sum + count, 0);
}

function progressOf(
  snapshot: Snapshot,
  { durationMs, workers }: LoadRequest,
  tally: Tally,
): Parameters<LoadIo['progress']>[0] {
  const { total, failed } = tally.counts(0, 0);
  const latency = new Histogram();
  for (const part of snapshot.series) latency.addSparse(part.corrected ?? part.latency);
  const lengthMs = Math.max(1, snapshot.toMs - snapshot.fromMs);
  return {
    phase: 'measuring',
    elapsedMs: snapshot.toMs,
    durationMs,
    total,
    failed,
    perSecond: ((countOf(snapshot) * 1000) / lengthMs) * workers,
    p50Ms: latency.quantileUs(0.5) / 1000,
    p99Ms: latency.quantileUs(0.99) / 1000,
  };
}
