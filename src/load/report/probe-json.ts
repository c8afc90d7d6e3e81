import type { LimitResult, RateLimitResult } from '../load-result.ts';

/** The `rate_limit` of the document: what was observed, and what the server says. */
export function rateLimitJson(rateLimit: RateLimitResult): Readonly<Record<string, unknown>> {
  const { advertised } = rateLimit;
  return {
    limit: rateLimit.limit ?? null,
    window_s: seconds(rateLimit.windowMs),
    kind: rateLimit.kind ?? null,
    retry_after_s: seconds(rateLimit.retryAfterMs),
    refused: rateLimit.refused,
    refused_status: rateLimit.refusedStatus ?? null,
    advertised: advertised
      ? {
          dialect: advertised.dialect,
          limit: advertised.limit ?? null,
          window_s: seconds(advertised.windowMs),
          retry_after: advertised.retryAfter,
        }
      : null,
    agrees: rateLimit.agrees ?? null,
    honest_refused: rateLimit.honestRefused,
    server_errors: rateLimit.serverErrors,
  };
}

/** The `limit` of the document: the highest rate that held, and the steps that led there. */
export function limitJson(limit: LimitResult): Readonly<Record<string, unknown>> {
  return {
    held: limit.held,
    knee: limit.knee ?? null,
    broken_by: limit.brokenBy,
    steps: limit.steps.map((step) => ({
      rate: step.rate,
      reached: step.reached,
      p50_ms: step.p50Ms,
      p99_ms: step.p99Ms,
      error_share: step.errorShare,
      held: step.held,
    })),
  };
}

function seconds(lengthMs: number | undefined): number | null {
  return lengthMs === undefined ? null : lengthMs / 1000;
}
