import type { Timeouts } from '../http/exchange.ts';
import type { Origin } from '../http/origin.ts';
import type { TrafficPlan } from './engine/plan.ts';
import type { Stage } from './engine/plan.ts';
import type { Threshold } from './thresholds.ts';

/** A load test, with every default filled in. */
export interface LoadRequest {
  /** One, or two to be compared: the second is judged against the first. */
  readonly targets: readonly TargetRequest[];
  readonly load: LoadShape;
  /** How long requests are issued. In a comparison: to both targets together. */
  readonly durationMs: number;
  /** Stop after so many requests. */
  readonly requests: number | undefined;
  /** Traffic before the clock starts, not reported. */
  readonly warmupMs: number;
  readonly timeouts: Timeouts;
  readonly http: '1.1' | '2';
  /** HTTP/2: streams on one connection. */
  readonly streams: number;
  readonly workers: number;
  readonly seed: number;
  readonly thresholds: readonly Threshold[];
  /** Statuses that were asked for, for the report; what counts as success is in the targets. */
  readonly expectStatus: readonly number[] | undefined;
  readonly expectBody: string | undefined;
  readonly expectRateLimit: boolean;
  /** Raise the rate until a threshold breaks. */
  readonly findLimit: boolean;
  /** Differences within ± this share count as none. */
  readonly margin: number;
  readonly userAgent: string;
}

export interface TargetRequest {
  /** For reports: the URL, or the file that the requests come from. */
  readonly name: string;
  readonly traffic: TrafficPlan;
  readonly origins: readonly Origin[];
}

export interface LoadShape {
  /** Users of the closed model; most connections of the open one. */
  readonly concurrency: number;
  /** Requests per second: the open model. */
  readonly rate: number | undefined;
  readonly arrivals: 'constant' | 'poisson';
  /** From nothing to the whole load in this time, at the start of the duration. */
  readonly rampMs: number;
  /** Users or requests per second over time, instead of `concurrency`, `rate` and `rampMs`. */
  readonly stages: readonly Stage[] | undefined;
}

/** What the outside world lends to a run. */
export interface LoadIo {
  /** Fires at Ctrl-C: the run ends soon, with the result so far. */
  readonly signal: AbortSignal;
  /** What is being done right now. */
  readonly progress: (progress: LoadProgress) => void;
  /** Of the whole process since its start, in microseconds. */
  readonly cpuUs: () => number;
  /** Most memory that the process had so far. */
  readonly memoryBytesMax: () => number;
}

export interface LoadProgress {
  /** `opening 50 connections`, `warming up`, `A`, `step 3: 2,000/s`. */
  readonly phase: string;
  readonly elapsedMs: number;
  /** Of the phase; 0 where it is not known. */
  readonly durationMs: number;
  readonly total: number;
  readonly failed: number;
  /** Requests per second in the last tick. */
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}
