import type { HistogramMetric, Metric, NumberMetric } from './metric.ts';

type Json = Readonly<Record<string, unknown>>;

export interface OtlpSource {
  /** What was measured. */
  readonly resource: Readonly<Record<string, string>>;
  /** What measured it. */
  readonly scope: { readonly name: string; readonly version: string };
  /** ISO 8601 to milliseconds. */
  readonly startedAt: string;
  readonly durationMs: number;
}

/**
 * Metrics as the body of a POST to `/v1/metrics`: OTLP in JSON,
 * https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding: names in lowerCamelCase, enumerations as numbers,
 * 64-bit integers as strings. Counts are cumulative over the run, because most receivers take no other.
 */
export function otlpDocument(metrics: readonly Metric[], source: OtlpSource): Json {
  return {
    resourceMetrics: [
      {
        resource: { attributes: attributes(source.resource) },
        scopeMetrics: [
          {
            scope: source.scope,
            metrics: metrics.map((metric) => ({
              name: metric.name,
              description: metric.help,
              unit: metric.unit,
              ...dataOf(metric, timesOf(source)),
            })),
          },
        ],
      },
    ],
  };
}

interface Times {
  readonly startTimeUnixNano: string;
  readonly timeUnixNano: string;
}

/** AGGREGATION_TEMPORALITY_CUMULATIVE */
const cumulative = 2;

function timesOf({ startedAt, durationMs }: OtlpSource): Times {
  const startMs = Date.parse(startedAt);
  return {
    startTimeUnixNano: nanoseconds(startMs),
    timeUnixNano: nanoseconds(startMs + durationMs),
  };
}

function nanoseconds(timeMs: number): string {
  return `${Math.round(timeMs)}000000`;
}

function dataOf(metric: Metric, times: Times): Json {
  if (metric.kind === 'histogram') return { histogram: histogramOf(metric, times) };
  const dataPoints = numbersOf(metric, times);
  if (metric.kind === 'gauge') return { gauge: { dataPoints } };
  return { sum: { dataPoints, aggregationTemporality: cumulative, isMonotonic: true } };
}

function numbersOf({ kind, points }: NumberMetric, times: Times): readonly Json[] {
  return points.map(({ labels, value }) => ({
    attributes: attributes(labels),
    ...times,
    ...(kind === 'counter' ? { asInt: String(value) } : { asDouble: value }),
  }));
}

function histogramOf({ points }: HistogramMetric, times: Times): Json {
  const dataPoints = points.map(({ labels, buckets }) => ({
    attributes: attributes(labels),
    ...times,
    count: String(buckets.counts.reduce((sum, count) => sum + count, 0)),
    sum: buckets.sum,
    min: buckets.min,
    max: buckets.max,
    bucketCounts: buckets.counts.map(String),
    explicitBounds: buckets.bounds,
  }));
  return { dataPoints, aggregationTemporality: cumulative };
}

function attributes(labels: Readonly<Record<string, string>>): readonly Json[] {
  return Object.entries(labels).map(([key, value]) => ({ key, value: { stringValue: value } }));
}
