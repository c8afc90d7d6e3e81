import type { Timeouts } from '../../http/exchange.ts';
import type { Origin } from '../../http/origin.ts';
import type { DataTable } from '../request/data.ts';
import type { RequestSpec } from '../request/source.ts';

/** All that a worker must know before the first segment. Plain data: it crosses threads. */
export interface WorkerPlan {
  /** From 0. */
  readonly worker: number;
  readonly workers: number;
  readonly seed: number;
  readonly http: '1.1' | '2';
  /** HTTP/2: streams on one connection. */
  readonly streams: number;
  readonly timeouts: Timeouts;
  /** One for each target: two in a comparison. */
  readonly sides: readonly SidePlan[];
  readonly userAgent: string;
}

export interface SidePlan {
  readonly traffic: TrafficPlan;
  /** Where the requests go; `PlannedRequest.origin` is an index into it. */
  readonly origins: readonly Origin[];
  /** Virtual users of this worker, each with a connection of its own. */
  readonly users: number;
  /** Number of its first user; users are numbered through all workers. */
  readonly firstUser: number;
  /** Log every response for `--expect-rate-limit`. */
  readonly observes: boolean;
}

export type TrafficPlan =
  | {
      readonly kind: 'mix';
      readonly specs: readonly RequestSpec[];
      readonly data: DataTable | undefined;
      readonly redirectsMax: number;
      /** Undefined: where a spec has several steps. */
      readonly cookies: boolean | undefined;
    }
  | {
      readonly kind: 'script';
      /** URL of the module. */
      readonly module: string;
      readonly baseUrl: string | undefined;
    };

/** A stretch of traffic to one side, with one shape of load. Workers do one segment at a time. */
export interface Segment {
  readonly side: number;
  /** When it starts on all workers, in milliseconds since the epoch (with fractions). */
  readonly startAtEpochMs: number;
  readonly durationMs: number;
  readonly load: ClosedLoad | OpenLoad;
  /** At most so many requests of this worker. */
  readonly requestsMax: number | undefined;
  /** How long requests that were due may still be sent after the end. */
  readonly graceMs: number;
  /** Time between two snapshots; 0: only at the end. */
  readonly tickMs: number;
}

/** Virtual users that send their next request when the last one was answered. */
export interface ClosedLoad {
  readonly kind: 'closed';
  /** How many users of all workers together are active, linear within each stage; the last one holds on. */
  readonly stages: readonly Stage[];
}

/** Requests that are due by a schedule, whatever the server does. */
export interface OpenLoad {
  readonly kind: 'open';
  /** Requests per second of all workers together, linear within each stage. */
  readonly stages: readonly Stage[];
  readonly arrivals: 'constant' | 'poisson';
  readonly seed: number;
}

export interface Stage {
  readonly durationMs: number;
  readonly from: number;
  readonly to: number;
}
