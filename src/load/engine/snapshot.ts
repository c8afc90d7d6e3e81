import type { CheckCount } from '../scenario/checks.ts';
import type { SparseHistogram } from '../../http/histogram.ts';

/** What a worker did since its last snapshot. Adding all of them up gives the run, exactly. */
export interface Snapshot {
  /** Since the start of the segment. */
  readonly fromMs: number;
  /** Names of the operations, where there are more than at the last snapshot: scenarios find theirs as they run. */
  readonly names: readonly string[] | undefined;
  readonly toMs: number;
  /** When the last of its requests ended. */
  readonly lastEndMs: number;
  readonly series: readonly SeriesPart[];
  readonly phases: PhaseParts;
  /** Operation, status, count, and so on. */
  readonly statuses: readonly number[];
  /** The same of the responses whose status was not an expected one. */
  readonly unexpected: readonly number[];
  /** Operation, fault, count, and so on. */
  readonly faults: readonly number[];
  /** How many requests succeeded, by operation. */
  readonly ok: Float64Array;
  /** How many requests ended, well or not, by operation. */
  readonly ended: Float64Array;
  readonly checks: readonly CheckCount[];
  readonly scheduled: number;
  readonly sent: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly opened: number;
  readonly closedIdle: number;
  /** At the end. */
  readonly inFlight: number;
  /** Share of the time in which the event loop was busy. */
  readonly busyShare: number;
}

export interface SeriesPart {
  readonly operation: number;
  /** 0: no response; else the first digit of the status. */
  readonly statusClass: number;
  readonly latency: SparseHistogram;
  /** Open model only. */
  readonly corrected: SparseHistogram | undefined;
}

export interface PhaseParts {
  readonly connect: SparseHistogram;
  readonly tls: SparseHistogram;
  readonly firstByte: SparseHistogram;
  readonly sendLag: SparseHistogram;
}
