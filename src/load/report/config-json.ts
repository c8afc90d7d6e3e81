import type { LoadConfig } from '../load-result.ts';

/** The settings of a run, the same in its document and in baselines. */
export function configJson(config: LoadConfig): Readonly<Record<string, unknown>> {
  return {
    method: config.method ?? null,
    concurrency: config.concurrency,
    duration_s: config.durationMs / 1000,
    requests: config.requests ?? null,
    rate: config.rate ?? null,
    arrivals: config.arrivals,
    warmup_s: config.warmupMs / 1000,
    ramp_s: config.rampMs / 1000,
    timeout_s: config.timeoutMs / 1000,
    workers: config.workers,
    http: config.http,
    seed: config.seed,
  };
}
