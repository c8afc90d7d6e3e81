import { readDelayMs } from './delay.ts';
import type { RateLimitPolicy } from './policy.ts';

/**
 * Several limits told apart by the ends of the names: `X-RateLimit-Limit-short` with `-Remaining-short` and
 * `-Reset-short` (the throttler of NestJS), `X-RateLimit-Limit-Minute` (Kong, where the end is the window),
 * `x-ratelimit-limit-requests` (OpenAI, whose other limits count tokens and are left out).
 */
export function readSuffixed(
  fields: ReadonlyMap<string, string>,
  prefix: string,
  nowEpochMs: number,
): readonly RateLimitPolicy[] {
  const names = new Set(
    [...fields.keys()].flatMap((field) => {
      const [, name] = new RegExp(`^${prefix}-(?:limit|remaining)-(.+)$`).exec(field) ?? [];
      return name === undefined || countsOtherThings.test(name) ? [] : name;
    }),
  );
  return [...names].map((name) => {
    const reset = fields.get(`${prefix}-reset-${name}`);
    return {
      name,
      limit: numberOf(fields.get(`${prefix}-limit-${name}`)),
      remaining: numberOf(fields.get(`${prefix}-remaining-${name}`)),
      resetMs: reset === undefined ? undefined : readDelayMs(reset, nowEpochMs),
      windowMs: windowsMs.get(name),
    };
  });
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
}

const countsOtherThings = /token|byte/;

const windowsMs: ReadonlyMap<string, number> = new Map([
  ['second', 1000],
  ['minute', 60_000],
  ['hour', 3_600_000],
  ['day', 86_400_000],
]);
