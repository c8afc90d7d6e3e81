import type { Generator } from './load-result.ts';
import type { Tally } from './tally.ts';

export interface GeneratorInput {
  readonly tally: Tally;
  /** Requests that were due by the schedule of the time that passed; undefined in the closed model. */
  readonly due: number | undefined;
  readonly cpuUs: number;
  readonly memoryBytesMax: number;
}

/** Whether the figures of a run are those of the server, or those of the generator itself. */
export function judgeGenerator(input: GeneratorInput): Generator {
  const { tally, due, cpuUs, memoryBytesMax } = input;
  const { scheduled, sent, total } = tally.counts(0, 0);
  const reasons = [busyReason(tally), lagReason(tally)].filter((reason) => reason !== undefined);
  return {
    valid: reasons.length === 0,
    reasons,
    busyShare: tally.busyShare,
    cpuUsPerRequest: total === 0 ? 0 : cpuUs / total,
    memoryBytesMax,
    rateReached: due === undefined || due === 0 ? 1 : Math.min(1, sent / Math.max(due, scheduled)),
  };
}

/** Above this share of its time a worker has no reserve left: what it measures includes its own queue. */
const busyShareMax = 0.95;

function busyReason({ busyShare }: Tally): string | undefined {
  if (busyShare <= busyShareMax) return undefined;
  const percent = `${(busyShare * 100).toFixed(0)} %`;
  return `The generator itself was busy ${percent} of the time: throughput and latency are limited by it, not by the server.`;
}

/**
 * Late by more than 10 ms, and by more than a tenth of what is being measured, one time in a hundred (at sending with a
 * rate, at looking at the clock without one): the tail of the latencies is then partly the generator's.
 */
function lagReason({ phases, latency, corrected }: Tally): string | undefined {
  const lagMs = phases.sendLag.quantileUs(0.99) / 1000;
  const measured = corrected.count > 0 ? corrected : latency;
  const limitMs = Math.max(10, (measured.quantileUs(0.99) / 1000) * 0.1);
  if (phases.sendLag.count < lagsMin || lagMs <= limitMs) return undefined;
  return `The generator was late by ${lagMs.toFixed(0)} ms or more one time in a hundred: this machine was too busy for it.`;
}

/** Fewer are a run that was over before it began. A starved generator has few, and each of them is late. */
const lagsMin = 10;
