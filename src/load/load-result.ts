import type { Finding } from '../base/finding.ts';
import type { Histogram } from '../http/histogram.ts';
import type { Comparison } from './comparison.ts';

/** All that a load test found out: what every report is made from. Times in milliseconds, sizes in bytes. */
export interface LoadResult {
  /** URL, or the name of the specification, HAR file or scenario; without credentials. */
  readonly target: string;
  readonly config: LoadConfig;
  /** ISO 8601. */
  readonly startedAt: string;
  /** How long requests were issued; waiting for the last responses is part of it only where their number was given. */
  readonly durationMs: number;
  readonly requests: RequestCounts;
  /** Of every answered request, whatever its status, from sending; timeouts count with the time they waited. */
  readonly latency: Histogram;
  /** With a rate: the same from when each request was due, so that a stall counts for all that it delayed. */
  readonly latencyCorrected: Histogram | undefined;
  readonly phases: Phases;
  /** `latency` by what became of the requests, classes without requests left out. */
  readonly classes: readonly ClassResult[];
  /** One for each request of the mix, in its order; a single one where only one request is sent. */
  readonly operations: readonly OperationResult[];
  readonly bytes: { readonly received: number; readonly sent: number };
  /** How many responses had which status, ascending. */
  readonly statuses: readonly (readonly [status: number, count: number])[];
  /** How many requests failed in which way, most frequent first: `connection timeout`, `HTTP 503`. */
  readonly errors: readonly (readonly [name: string, count: number])[];
  /** In order; at most `timelineRowsMax`: long runs have wider rows. */
  readonly timeline: readonly TimelineRow[];
  readonly connections: Connections;
  readonly generator: Generator;
  readonly thresholds: readonly ThresholdResult[];
  readonly expectations: readonly ExpectationResult[];
  readonly rateLimit: RateLimitResult | undefined;
  readonly comparison: Comparison | undefined;
  readonly limit: LimitResult | undefined;
  /** What the figures mean, most important first; each with its evidence. */
  readonly verdicts: readonly Finding[];
  /** True where Ctrl-C ended the run early. */
  readonly interrupted: boolean;
}

/** The settings of a run as reports show them. */
export interface LoadConfig {
  /** Upper case; undefined where the mix has several. */
  readonly method: string | undefined;
  readonly concurrency: number;
  readonly durationMs: number;
  /** Stop after so many requests. */
  readonly requests: number | undefined;
  /** Requests per second of the open model; undefined: closed model. */
  readonly rate: number | undefined;
  readonly arrivals: 'constant' | 'poisson';
  readonly warmupMs: number;
  readonly rampMs: number;
  readonly timeoutMs: number;
  readonly workers: number;
  readonly http: '1.1' | '2';
  readonly seed: number;
}

/** scheduled = sent + unsent; sent + unsent = ok + failed; total = ok + failed. */
export interface RequestCounts {
  readonly total: number;
  readonly ok: number;
  readonly failed: number;
  /** Completed while requests were issued, per second of that time. */
  readonly perSecond: number;
  readonly scheduled: number;
  /** Given to an open connection. */
  readonly sent: number;
  /** Never sent: no connection came about, or the run ended first. */
  readonly unsent: number;
  /** Still unanswered when waiting ended; they count as failed, with the time they had waited so far. */
  readonly unfinished: number;
}

/** Where the time goes. Empty histograms where a phase did not occur. */
export interface Phases {
  readonly connect: Histogram;
  readonly tls: Histogram;
  /** From sending to the first byte of the response. */
  readonly firstByte: Histogram;
  /** How late the generator itself was: from when a request was due and a connection free, to sending. */
  readonly sendLag: Histogram;
}

export type ClassName = '1xx' | '2xx' | '3xx' | '4xx' | '5xx' | 'no response';

export interface ClassResult {
  readonly name: ClassName;
  readonly latency: Histogram;
}

export interface OperationResult {
  /** `GET /users`, or the operationId. */
  readonly name: string;
  readonly total: number;
  readonly ok: number;
  readonly failed: number;
  readonly latency: Histogram;
  readonly statuses: readonly (readonly [status: number, count: number])[];
  readonly errors: readonly (readonly [name: string, count: number])[];
}

export interface TimelineRow {
  /** Start of the row since the start of the run. */
  readonly atMs: number;
  readonly lengthMs: number;
  readonly total: number;
  readonly ok: number;
  readonly failed: number;
  readonly bytesReceived: number;
  /** Requests under way at its end. */
  readonly inFlight: number;
  /** Corrected where there is a rate. */
  readonly latency: Histogram;
}

export interface Connections {
  readonly opened: number;
  /** Closed by the server between two requests. */
  readonly closedIdle: number;
}

/** How the generator itself fared: whether its figures can be believed. */
export interface Generator {
  /** False where it could not keep up, so that it measured itself. */
  readonly valid: boolean;
  /** Sentences, one for each reason why it is not valid. */
  readonly reasons: readonly string[];
  /** Share of the time (0 to 1) that the busiest worker's event loop was busy. */
  readonly busyShare: number;
  /** Processor time of the whole process per request, in microseconds. */
  readonly cpuUsPerRequest: number;
  readonly memoryBytesMax: number;
  /** Share of the asked rate that was sent; 1 without a rate. */
  readonly rateReached: number;
}

export interface ThresholdResult {
  /** As the user wrote it: `p99<200ms`. */
  readonly text: string;
  readonly passed: boolean;
  /** `p99 = 423 ms`. */
  readonly actual: string;
}

export interface ExpectationResult {
  /** `status 400`, `body contains "ok"`, `rate limit`. */
  readonly name: string;
  readonly passed: boolean;
  /** One sentence. */
  readonly detail: string;
}

export interface RateLimitResult {
  /** Requests that were answered. */
  readonly answered: number;
  /**
   * Requests that were let through in each window, as observed; for a token bucket those that it holds. Undefined where no
   * limit was seen.
   */
  readonly limit: number | undefined;
  /** For a token bucket the time in which it fills. */
  readonly windowMs: number | undefined;
  /** Where the window is known from: whoever sees no whole window can only repeat what the headers say. */
  readonly windowFrom: 'observed' | 'advertised' | undefined;
  /** `fixed or sliding window` where bursts were too short to tell which. */
  readonly kind:
    | 'fixed window'
    | 'sliding window'
    | 'fixed or sliding window'
    | 'token bucket'
    | undefined;
  /** What was let through in the long run, in requests per second; undefined where too little was seen. */
  readonly perSecond: number | undefined;
  /** Of the first response that was refused. */
  readonly retryAfterMs: number | undefined;
  /** How many requests were refused. */
  readonly refused: number;
  /** The most frequent one; undefined where none was refused. */
  readonly refusedStatus: number | undefined;
  /** What the headers say, and in which dialect; undefined where they say nothing. */
  readonly advertised:
    | {
        readonly dialect: string;
        readonly limit: number | undefined;
        readonly windowMs: number | undefined;
        /** Whether all refusals say when to come back. */
        readonly retryAfter: boolean;
      }
    | undefined;
  /** Whether the advertised limit is the observed one; undefined where one of them is missing. */
  readonly agrees: boolean | undefined;
  /** Requests within the limit that were refused all the same, and what an honest client got refused or with 5xx. */
  readonly honestRefused: number;
  /** Responses with 5xx under the flood that are no refusals. */
  readonly serverErrors: number;
}

export interface LimitResult {
  /** Highest rate that held all thresholds, in requests per second; 0 where not even the first did. */
  readonly held: number;
  /** Rate from which latency grows faster than load; undefined where none was seen. */
  readonly knee: number | undefined;
  /** Why the next step failed. */
  readonly brokenBy: string;
  readonly steps: readonly LimitStep[];
}

export interface LimitStep {
  readonly rate: number;
  readonly reached: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly errorShare: number;
  readonly held: boolean;
}
