import { TrivetError } from '../base/errors.ts';
import { type Fault, faultNames } from '../http/fault.ts';
import { crewPlan } from './crew-plan.ts';
import { type Crew, startCrew } from './engine/crew.ts';
import { expectationsOf } from './expectations.ts';
import { judgeGenerator } from './generator.ts';
import type { LoadIo, LoadRequest } from './load-request.ts';
import type { LoadConfig, LoadResult } from './load-result.ts';
import { runPlain } from './run-plain.ts';
import { loadOf, usersOf } from './shape.ts';
import { checkThreshold } from './thresholds.ts';
import { judge } from './verdicts/index.ts';

export type * from './load-request.ts';
export type * from './load-result.ts';
export type * from './comparison.ts';
export type { Origin } from '../http/origin.ts';
export type { Stage } from './engine/plan.ts';
export { objectionsOf } from './objections.ts';
export { loadDocument } from './report/json.ts';
export { loadText } from './report/text.ts';
export { originsOf } from './request/origins.ts';
export type { OriginAddress } from './request/url.ts';
export type * from './request/source.ts';
export { parseThreshold } from './thresholds.ts';

/**
 * Runs a load test. Faults of the server are results; thrown is `TARGET_UNREACHABLE` where not one connection could be
 * opened at the start, and `USAGE` for requests that cannot be made.
 */
export async function load(request: LoadRequest, io: LoadIo): Promise<LoadResult> {
  const startedAt = new Date().toISOString();
  const crew = await startCrew(crewPlan(request));
  const stop = (): void => crew.stop();
  io.signal.addEventListener('abort', stop, { once: true });
  try {
    await openAll(crew, request, io);
    return await measure(crew, request, io, startedAt);
  } finally {
    io.signal.removeEventListener('abort', stop);
    await crew.close();
  }
}

async function openAll(crew: Crew, request: LoadRequest, io: LoadIo): Promise<void> {
  const users = usersOf(request.load);
  for (const [side, { name }] of request.targets.entries()) {
    if (io.signal.aborted) return;
    const faults = await crew.open(side, users);
    if (faults.length > 0 && faults.every((fault) => fault !== 0)) throw unreachable(name, faults);
  }
}

function unreachable(name: string, faults: readonly Fault[]): TrivetError {
  const reason = faultNames[faults[0] ?? 0] ?? 'connection error';
  return new TrivetError('TARGET_UNREACHABLE', `${name} cannot be reached: ${reason}.`, {
    hint: hints.get(reason) ?? 'Check that the server runs and that host and port are right.',
  });
}

const hints: ReadonlyMap<string, string> = new Map([
  ['DNS failure', 'Check the name of the host, or give its address with --resolve.'],
  ['TLS error', 'Check the certificate (--ca for a private one, --insecure to accept any).'],
  ['too many open files', 'Raise the limit of open files (ulimit -n), or lower --concurrency.'],
  ['proxy refused', 'Check the proxy and its credentials.'],
]);

async function measure(
  crew: Crew,
  request: LoadRequest,
  io: LoadIo,
  startedAt: string,
): Promise<LoadResult> {
  const cpuBeforeUs = io.cpuUs();
  const { tally, timeline, durationMs, endedInTime } = await runPlain(crew, request, io);
  const requests = tally.counts(durationMs, endedInTime);
  const generator = judgeGenerator({
    tally,
    rate: request.load.rate,
    due: dueBy(request, durationMs),
    cpuUs: io.cpuUs() - cpuBeforeUs,
    memoryBytesMax: io.memoryBytesMax(),
  });
  const latencyCorrected = request.load.rate === undefined ? undefined : tally.corrected;
  const { latency } = tally;
  const partial = {
    target: request.targets[0]?.name ?? '',
    config: configOf(request),
    startedAt,
    durationMs,
    requests,
    latency,
    latencyCorrected,
    phases: tally.phases,
    classes: tally.classes,
    operations: tally.operations,
    bytes: { received: tally.bytesReceived, sent: tally.bytesSent },
    statuses: tally.statuses,
    errors: tally.errors,
    timeline: timeline.rows,
    connections: tally.connections,
    generator,
    thresholds: request.thresholds.map((threshold) =>
      checkThreshold(threshold, { latency, latencyCorrected, requests }),
    ),
    expectations: expectationsOf(request, tally),
    rateLimit: undefined,
    comparison: undefined,
    limit: undefined,
    interrupted: io.signal.aborted,
  };
  return { ...partial, verdicts: judge(partial) };
}

/** Requests that the schedule has up to a time; undefined in the closed model. */
function dueBy(
  { load, durationMs, requests, seed }: LoadRequest,
  untilMs: number,
): number | undefined {
  if (load.rate === undefined) return undefined;
  const { stages } = loadOf(load, durationMs, seed);
  let due = 0;
  let startMs = 0;
  for (const stage of stages) {
    const length = Math.min(stage.durationMs, Math.max(0, untilMs - startMs));
    const end = stage.from + ((stage.to - stage.from) * length) / stage.durationMs;
    due += ((stage.from + end) / 2) * (length / 1000);
    startMs += stage.durationMs;
  }
  return Math.min(due, requests ?? Number.POSITIVE_INFINITY);
}

function configOf(request: LoadRequest): LoadConfig {
  const { load, durationMs, requests, warmupMs, timeouts, workers, http, seed, targets } = request;
  const [target] = targets;
  const methods = new Set(
    target?.traffic.kind === 'mix'
      ? target.traffic.specs.flatMap(({ steps }) => steps.map(({ method }) => method))
      : [],
  );
  return {
    method: methods.size === 1 ? [...methods][0] : undefined,
    concurrency: usersOf(load),
    durationMs,
    requests,
    rate: load.rate,
    arrivals: load.arrivals,
    warmupMs,
    rampMs: load.rampMs,
    timeoutMs: timeouts.totalMs,
    workers,
    http,
    seed,
  };
}
