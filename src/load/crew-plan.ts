import type { CrewPlan } from './engine/crew.ts';
import type { LoadRequest } from './load-request.ts';
import { usersOf } from './shape.ts';

/** The same run as the workers need to know it. */
export function crewPlan(request: LoadRequest): CrewPlan {
  const { workers, seed, http, streams, timeouts, userAgent, expectRateLimit } = request;
  return {
    workers,
    seed,
    http,
    streams,
    timeouts,
    userAgent,
    sides: request.targets.map(({ traffic, origins }) => ({
      traffic,
      origins,
      users: usersOf(request.load),
      observes: expectRateLimit,
    })),
  };
}
