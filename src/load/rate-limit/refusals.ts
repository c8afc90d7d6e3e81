import type { ToldSample } from './advertised.ts';
import type { Observations } from './observation-log.ts';

/**
 * The statuses that mean refusal by a limiter: 429 (RFC 6585, section 4), and what others answer in its place, where all
 * of these responses say when to come back and requests had been answered well before. Next to 429, 503 is no refusal but
 * a server that gives up.
 */
export function refusalStatuses(
  observations: Observations,
  samples: readonly ToldSample[],
): ReadonlySet<number> {
  const { totals } = observations;
  const has429 = (totals[429] ?? 0) > 0;
  const others = has429 ? [403, 420] : [403, 420, 503];
  const used = others.filter((status) => {
    const own = samples.filter((sample) => sample.status === status);
    return (
      own.length > 0 &&
      own.every(({ told }) => told.retryAfterMs !== undefined) &&
      firstEndMs(observations, (each) => each < 400) <
        firstEndMs(observations, (each) => each === status)
    );
  });
  return new Set(has429 ? [429, ...used] : used);
}

function firstEndMs(
  { count, endedMs, statuses }: Observations,
  matches: (status: number) => boolean,
): number {
  let firstMs = Number.POSITIVE_INFINITY;
  for (let index = 0; index < count; index += 1) {
    if (matches(statuses[index] ?? 0)) firstMs = Math.min(firstMs, endedMs[index] ?? 0);
  }
  return firstMs;
}
