import { encodeHistogram } from '../../http/histogram-codec.ts';
import { findingJson } from '../../report/json.ts';
import type { ClassResult, LoadResult, OperationResult, TimelineRow } from '../load-result.ts';
import { comparisonJson } from './comparison-json.ts';
import { configJson } from './config-json.ts';
import { latencyFigures } from './latency-figures.ts';
import { limitJson, rateLimitJson } from './probe-json.ts';

/**
 * What `trivet load --json` prints; `schemas/load-1.json` describes it. Times in milliseconds or seconds as the names
 * say. JSON has no infinity and no NaN: both are null, as are the figures of an empty distribution.
 */
export function loadDocument(result: LoadResult): Readonly<Record<string, unknown>> {
  const { latencyCorrected, rateLimit, comparison, limit } = result;
  return {
    schema: 'trivet.load/1',
    target: result.target,
    started_at: result.startedAt,
    config: configJson(result.config),
    duration_s: seconds(result.durationMs),
    interrupted: result.interrupted,
    requests: requestsJson(result),
    latency_ms: latencyFigures(result.latency),
    ...(latencyCorrected && { latency_corrected_ms: latencyFigures(latencyCorrected) }),
    bytes: bytesJson(result),
    statuses: Object.fromEntries(result.statuses),
    errors: Object.fromEntries(result.errors),
    ...diagnosticsJson(result),
    timeline: result.timeline.map(rowJson),
    histogram: encodeHistogram(result.latency),
    ...(latencyCorrected && { histogram_corrected: encodeHistogram(latencyCorrected) }),
    thresholds: result.thresholds.map(({ text, passed, actual }) => ({ text, passed, actual })),
    expectations: result.expectations.map(({ name, passed, detail }) => ({ name, passed, detail })),
    ...(rateLimit && { rate_limit: rateLimitJson(rateLimit) }),
    ...(comparison && { comparison: comparisonJson(comparison) }),
    ...(limit && { limit: limitJson(limit) }),
    verdicts: result.verdicts.map(findingJson),
    recommendations: result.verdicts.flatMap(({ fix }) => fix ?? []),
  };
}

function requestsJson({ requests }: LoadResult): Readonly<Record<string, number>> {
  return {
    total: requests.total,
    ok: requests.ok,
    failed: requests.failed,
    per_second: rounded(requests.perSecond),
    scheduled: requests.scheduled,
    sent: requests.sent,
    unsent: requests.unsent,
    unfinished: requests.unfinished,
  };
}

function bytesJson({ bytes, durationMs }: LoadResult): Readonly<Record<string, number>> {
  const perSecond = durationMs > 0 ? bytes.received / (durationMs / 1000) : 0;
  return { received: bytes.received, sent: bytes.sent, per_second: rounded(perSecond) };
}

/** Whether the figures can be believed, and where the time went. */
function diagnosticsJson(result: LoadResult): Readonly<Record<string, unknown>> {
  const { generator, connections, phases } = result;
  return {
    valid: generator.valid,
    generator: {
      reasons: generator.reasons,
      busy_share: generator.busyShare,
      cpu_us_per_request: rounded(generator.cpuUsPerRequest),
      memory_bytes_max: generator.memoryBytesMax,
      rate_reached: generator.rateReached,
    },
    connections: { opened: connections.opened, closed_idle: connections.closedIdle },
    phases_ms: {
      connect: latencyFigures(phases.connect),
      tls: latencyFigures(phases.tls),
      first_byte: latencyFigures(phases.firstByte),
      send_lag: latencyFigures(phases.sendLag),
    },
    classes: Object.fromEntries(result.classes.map(classJson)),
    operations: result.operations.map(operationJson),
  };
}

function classJson({ name, latency }: ClassResult): readonly [string, unknown] {
  return [name, { total: latency.count, latency_ms: latencyFigures(latency) }];
}

function operationJson(operation: OperationResult): Readonly<Record<string, unknown>> {
  return {
    name: operation.name,
    total: operation.total,
    ok: operation.ok,
    failed: operation.failed,
    latency_ms: latencyFigures(operation.latency),
    statuses: Object.fromEntries(operation.statuses),
    errors: Object.fromEntries(operation.errors),
  };
}

function rowJson(row: TimelineRow): Readonly<Record<string, unknown>> {
  const { p50, p95, p99, max } = latencyFigures(row.latency);
  return {
    at_s: seconds(row.atMs),
    length_s: seconds(row.lengthMs),
    total: row.total,
    ok: row.ok,
    failed: row.failed,
    bytes_received: row.bytesReceived,
    in_flight: row.inFlight,
    latency_ms: { p50, p95, p99, max },
  };
}

/** To the microsecond. */
function seconds(lengthMs: number): number {
  return Math.round(lengthMs * 1000) / 1e6;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
