import { encodeHistogram } from '../../http/histogram-codec.ts';
import type { LoadResult, TimelineRow } from '../load-result.ts';
import { configJson } from '../report/config-json.ts';
import type { Calibration, Environment } from './baseline.ts';

/**
 * What a baseline file holds; `schemas/load-baseline-1.json` describes it, `readBaseline` reads it. The distribution of
 * each row is kept, so that the comparison has blocks to count with and any quantile can be read.
 */
export function baselineDocument(
  result: LoadResult,
  environment: Environment,
  calibration: Calibration,
): Readonly<Record<string, unknown>> {
  const { requests } = result;
  return {
    schema: 'trivet.load-baseline/1',
    created: result.startedAt,
    target: result.target,
    config: configJson(result.config),
    environment: {
      os: environment.os,
      arch: environment.arch,
      cpu_model: environment.cpuModel,
      cores: environment.cores,
      memory_bytes: environment.memoryBytes,
      node_version: environment.nodeVersion,
    },
    calibration: {
      requests_per_cpu_second: {
        before: calibration.requestsPerCpuSecondBefore,
        after: calibration.requestsPerCpuSecondAfter,
      },
    },
    totals: {
      duration_s: result.durationMs / 1000,
      total: requests.total,
      ok: requests.ok,
      failed: requests.failed,
    },
    rows: result.timeline.map(rowJson),
  };
}

function rowJson(row: TimelineRow): Readonly<Record<string, unknown>> {
  return {
    at_s: row.atMs / 1000,
    length_s: row.lengthMs / 1000,
    total: row.total,
    ok: row.ok,
    failed: row.failed,
    histogram: encodeHistogram(row.latency),
  };
}
