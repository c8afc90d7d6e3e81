import type { ClosedLoad, OpenLoad, Stage } from './engine/plan.ts';
import { peakOf } from './engine/pace.ts';
import type { LoadShape } from './load-request.ts';

/** The load of a segment of this length: users or requests per second over time. */
export function loadOf(shape: LoadShape, durationMs: number, seed: number): ClosedLoad | OpenLoad {
  const stages = shape.stages ?? rampedStages(shape, durationMs);
  return shape.rate === undefined
    ? { kind: 'closed', stages }
    : { kind: 'open', stages, arrivals: shape.arrivals, seed };
}

/** The whole load from the first moment on, for warming up and for the blocks of a comparison. */
export function steadyLoad(
  shape: LoadShape,
  durationMs: number,
  seed: number,
): ClosedLoad | OpenLoad {
  return loadOf({ ...shape, stages: undefined, rampMs: 0 }, durationMs, seed);
}

/** How many users (or, with a rate, connections) there are at most. */
export function usersOf({ stages, rate, concurrency }: LoadShape): number {
  return stages === undefined || rate !== undefined ? concurrency : Math.ceil(peakOf(stages));
}

function rampedStages({ rate, concurrency, rampMs }: LoadShape, durationMs: number): Stage[] {
  const full = rate ?? concurrency;
  const steadyMs = Math.max(0, durationMs - rampMs);
  const stages = [
    { durationMs: Math.min(rampMs, durationMs), from: 0, to: full },
    { durationMs: steadyMs, from: full, to: full },
  ];
  return stages.filter((stage) => stage.durationMs > 0);
}
