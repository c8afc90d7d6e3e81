import type { Crew } from './engine/crew.ts';
import type { LoadIo, LoadRequest } from './load-request.ts';
import type { LimitResult, LimitStep } from './load-result.ts';
import { withSeparators } from '../report/number.ts';
import { kneeOf } from './knee.ts';
import { type Measured, runPlain } from './run-plain.ts';
import { checkThreshold, parseThreshold, type Threshold } from './thresholds.ts';

export interface LimitRun {
  readonly limit: LimitResult;
  /** The step with the highest rate that held, or the first one where none did. */
  readonly measured: Measured;
}

/**
 * Raises the rate until a threshold breaks: first as many users as there are show what the server can do at all, then
 * steps of an open model double from a tenth of it, then halve the interval between what held and what did not. A step
 * that breaks is tried again.
 */
export async function runLimit(crew: Crew, request: LoadRequest, io: LoadIo): Promise<LimitRun> {
  const stepMs = Math.max(stepMsMin, request.durationMs / stepsPlanned);
  const thresholds = request.thresholds.length > 0 ? request.thresholds : usualThresholds;
  const closed = await runPlain(
    crew,
    { ...request, durationMs: stepMs, load: { ...request.load, rate: undefined, rampMs: 0 } },
    named(io, 'what the server can do at all'),
  );
  const ceiling = Math.max(1, closed.tally.counts(closed.durationMs, closed.endedInTime).perSecond);
  const steps: TriedStep[] = [];
  const tryRate = async (rate: number): Promise<TriedStep> => {
    const plan = { rate, stepMs, thresholds, index: steps.length };
    const first = await tryStep(crew, request, io, plan);
    // A hiccup of the machine is no limit: what breaks must break again.
    const isSure = first.brokenBy === undefined || io.signal.aborted;
    const step = isSure ? first : await tryStep(crew, request, io, plan);
    steps.push(step);
    return step;
  };
  let held = 0;
  let broken = Number.POSITIVE_INFINITY;
  let rate = ceiling / 10;
  for (let left = stepsPlanned - 1; left > 0 && !io.signal.aborted; left -= 1) {
    const step = await tryRate(rate);
    if (step.brokenBy === undefined) held = Math.max(held, rate);
    else broken = Math.min(broken, rate);
    if (broken < held * narrowEnough || held > ceiling * farEnough) break;
    rate = nextRate(held, broken, rate);
  }
  const best = steps.findLast((step) => step.step.rate === held) ?? steps[0];
  const nearest = steps.find((step) => step.step.rate === broken);
  const sorted = steps.map(({ step }) => step).toSorted((a, b) => a.rate - b.rate);
  return {
    limit: {
      held,
      knee: kneeOf(sorted),
      brokenBy: nearest?.brokenBy ?? 'nothing: every rate that was tried held',
      steps: sorted,
    },
    measured: best?.measured ?? closed,
  };
}

interface TriedStep {
  readonly step: LimitStep;
  readonly measured: Measured;
  /** `p99<200ms (p99 = 423 ms)`; undefined where all held. */
  readonly brokenBy: string | undefined;
}

interface StepPlan {
  readonly rate: number;
  readonly stepMs: number;
  readonly thresholds: readonly Threshold[];
  readonly index: number;
}

async function tryStep(
  crew: Crew,
  request: LoadRequest,
  io: LoadIo,
  { rate, stepMs, thresholds, index }: StepPlan,
): Promise<TriedStep> {
  const measured = await runPlain(
    crew,
    {
      ...request,
      durationMs: stepMs,
      warmupMs: 0,
      load: { ...request.load, rate, rampMs: 0, stages: undefined },
    },
    named(io, `step ${index + 1}: ${withSeparators(Math.round(rate))}/s`),
  );
  const { tally, durationMs, endedInTime } = measured;
  const requests = tally.counts(durationMs, endedInTime);
  const input = { latency: tally.latency, latencyCorrected: tally.corrected, requests };
  const broken = thresholds
    .map((threshold) => checkThreshold(threshold, input))
    .find(({ passed }) => !passed);
  const isReached = requests.perSecond >= rate * reachedMin;
  const held = broken === undefined && isReached;
  const step: LimitStep = {
    rate,
    reached: requests.perSecond,
    p50Ms: tally.corrected.quantileUs(0.5) / 1000,
    p99Ms: tally.corrected.quantileUs(0.99) / 1000,
    errorShare: requests.total === 0 ? 0 : requests.failed / requests.total,
    held,
  };
  const reason =
    broken === undefined
      ? `throughput: ${requests.perSecond.toFixed(0)}/s of ${rate.toFixed(0)}/s came back`
      : `${broken.text} (${broken.actual})`;
  return { step, measured, brokenBy: held ? undefined : reason };
}

/** Doubles while everything holds, then halves the interval. */
function nextRate(held: number, broken: number, rate: number): number {
  if (broken === Number.POSITIVE_INFINITY) return rate * 2;
  // Nothing held yet: far below.
  return held === 0 ? broken / 4 : (held + broken) / 2;
}

function named(io: LoadIo, phase: string): LoadIo {
  return { ...io, progress: (progress) => io.progress({ ...progress, phase }) };
}

const usualThresholds: readonly Threshold[] = ['p99<200ms', 'errors<1%'].map(parseThreshold);
const stepsPlanned = 12;
/** Shorter steps have too few requests for a p99. */
const stepMsMin = 1000;
/** A rate counts as reached with this share of it: schedules end between two requests. */
const reachedMin = 0.97;
/** The limit is known well enough within 3 %. */
const narrowEnough = 1.03;
/** Users that wait for each other find less than there is; beyond this the generator is the limit. */
const farEnough = 4;
