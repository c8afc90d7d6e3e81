import type { Histogram } from '../../http/histogram.ts';
import type { LoadConfig } from '../load-result.ts';

/** A run that later ones are compared with, as its file says. */
export interface Baseline {
  /** Name of the file. */
  readonly name: string;
  /** When the run started, ISO 8601. */
  readonly created: string;
  readonly target: string;
  readonly config: LoadConfig;
  readonly environment: Environment;
  readonly calibration: Calibration;
  readonly totals: BaselineTotals;
  readonly rows: readonly BaselineRow[];
}

/** The machine that a run was made on. */
export interface Environment {
  /** As `process.platform` says. */
  readonly os: string;
  readonly arch: string;
  readonly cpuModel: string;
  readonly cores: number;
  readonly memoryBytes: number;
  /** Without the `v`. */
  readonly nodeVersion: string;
}

/** How fast the machine was, by the same work before and after the run. */
export interface Calibration {
  readonly requestsPerCpuSecondBefore: number;
  readonly requestsPerCpuSecondAfter: number;
}

export interface BaselineTotals {
  readonly durationMs: number;
  readonly total: number;
  readonly ok: number;
  readonly failed: number;
}

/** A row of the timeline. */
export interface BaselineRow {
  readonly atMs: number;
  readonly lengthMs: number;
  readonly total: number;
  readonly ok: number;
  readonly failed: number;
  readonly latency: Histogram;
}
