import type { Block, Comparison } from './comparison.ts';
import type { Crew } from './engine/crew.ts';
import { expectationsOf } from './expectations.ts';
import { judgeGenerator } from './generator.ts';
import type { LoadIo, LoadRequest } from './load-request.ts';
import type { ExpectationResult, LimitResult, LoadConfig, RateLimitResult } from './load-result.ts';
import { type Measured, runPlain } from './run-plain.ts';
import { loadOf, usersOf } from './shape.ts';
import { checkThreshold } from './thresholds.ts';
import type { Measurement } from './verdicts/verdict.ts';

/** Runs what was asked for and puts together what came out. */
export async function measure(
  crew: Crew,
  request: LoadRequest,
  io: LoadIo,
  startedAt: string,
): Promise<Measurement> {
  const { measured, comparison, limit } = await runFor(request)(crew, request, io);
  const { tally, timeline, durationMs, endedInTime } = measured;
  const requests = tally.counts(durationMs, endedInTime);
  const { latency } = tally;
  const rateLimit = await rateLimitOf(request, measured);
  const latencyCorrected = request.load.rate === undefined ? undefined : tally.corrected;
  return {
    target: request.targets.at(-1)?.name ?? '',
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
    generator: judgeGenerator({
      tally,
      due: comparison === undefined && limit === undefined ? dueBy(request, durationMs) : undefined,
      cpuUs: measured.cpuUs,
      memoryBytesMax: io.memoryBytesMax(),
    }),
    thresholds: request.thresholds.map((threshold) =>
      checkThreshold(threshold, { latency, latencyCorrected, requests }),
    ),
    expectations: [
      ...expectationsOf(request, tally),
      ...(rateLimit === undefined ? [] : [rateLimit.expectation]),
    ],
    rateLimit: rateLimit?.result,
    comparison,
    limit,
    interrupted: io.signal.aborted,
  };
}

interface FoundLimit {
  readonly result: RateLimitResult;
  readonly expectation: ExpectationResult;
}

async function rateLimitOf(
  { expectRateLimit }: LoadRequest,
  { observed, startedEpochMs }: Measured,
): Promise<FoundLimit | undefined> {
  if (!expectRateLimit || observed.length === 0) return undefined;
  const { mergeObservations } = await import('./rate-limit/observation-log.ts');
  const { rateLimitResult } = await import('./rate-limit/result.ts');
  const { rateLimitExpectation } = await import('./rate-limit/expectation.ts');
  const result = rateLimitResult(
    mergeObservations(observed.map(({ observations }) => observations)),
    observed.flatMap(({ samples }) => samples),
    { startedEpochMs },
  );
  return { result, expectation: rateLimitExpectation(result) };
}

interface Outcome {
  readonly measured: Measured;
  readonly comparison?: Comparison;
  readonly limit?: LimitResult;
}

type Run = (crew: Crew, request: LoadRequest, io: LoadIo) => Promise<Outcome>;

function runFor({ targets, findLimit }: LoadRequest): Run {
  if (targets.length > 1) return measureTwo;
  return findLimit
    ? async (...run) => (await import('./run-limit.ts')).runLimit(...run)
    : async (crew, request, io) => ({ measured: await runPlain(crew, request, io) });
}

/** The figures of the whole are those of the second target: it is the one that is judged. */
async function measureTwo(crew: Crew, request: LoadRequest, io: LoadIo): Promise<Outcome> {
  const { runComparison } = await import('./run-comparison.ts');
  const { compareBlocks } = await import('./statistics/compare-blocks.ts');
  const cpuBeforeUs = io.cpuUs();
  const { a, b } = await runComparison(crew, request, io);
  const cpuUs = io.cpuUs() - cpuBeforeUs;
  const [first, second] = request.targets;
  const comparison = compareBlocks({
    a: a.blocks,
    b: b.blocks,
    nameA: first?.name ?? '',
    nameB: second?.name ?? '',
    method: 'interleaved',
    margin: request.margin,
    seed: request.seed,
    blur: 1,
  });
  const endedInTime = countOf(b.blocks);
  return {
    measured: {
      tally: b.tally,
      timeline: b.timeline,
      durationMs: b.activeMs,
      endedInTime,
      observed: [],
      startedEpochMs: 0,
      // Both cost alike, as far as the generator is concerned.
      cpuUs: (cpuUs * endedInTime) / Math.max(1, countOf(a.blocks) + endedInTime),
    },
    comparison,
  };
}

function countOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, { total }) => sum + total, 0);
}

/** Requests that the schedule has up to a time; undefined in the closed model. */
function dueBy(request: LoadRequest, untilMs: number): number | undefined {
  const { load, durationMs, requests, seed } = request;
  if (load.rate === undefined) return undefined;
  let due = 0;
  let startMs = 0;
  for (const stage of loadOf(load, durationMs, seed).stages) {
    const lengthMs = Math.min(stage.durationMs, Math.max(0, untilMs - startMs));
    const end = stage.from + ((stage.to - stage.from) * lengthMs) / stage.durationMs;
    due += ((stage.from + end) / 2) * (lengthMs / 1000);
    startMs += stage.durationMs;
  }
  return Math.min(due, requests ?? Number.POSITIVE_INFINITY);
}

/** Of the whole schedule: stages have many rates. */
function averageRate(request: LoadRequest): number | undefined {
  const { load, durationMs } = request;
  if (load.rate === undefined || load.stages === undefined) return load.rate;
  return ((dueBy({ ...request, requests: undefined }, durationMs) ?? 0) * 1000) / durationMs;
}

/** The settings of a run as reports and baselines show them. */
export function configOf(request: LoadRequest): LoadConfig {
  const { load, durationMs, requests, warmupMs, timeouts, workers, http, seed, targets } = request;
  const specs = targets.flatMap(({ traffic }) => (traffic.kind === 'mix' ? traffic.specs : []));
  const methods = new Set(specs.flatMap(({ steps }) => steps.map(({ method }) => method)));
  return {
    method: methods.size === 1 ? [...methods][0] : undefined,
    concurrency: usersOf(load),
    durationMs,
    requests,
    rate: averageRate(request),
    arrivals: load.arrivals,
    warmupMs,
    rampMs: load.rampMs,
    timeoutMs: timeouts.totalMs,
    workers,
    http,
    seed,
  };
}
