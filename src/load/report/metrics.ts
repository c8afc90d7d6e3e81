import type { Histogram } from '../../http/histogram.ts';
import type { Metric, MetricUnit, NumberMetric } from '../../report/metric.ts';
import type { LoadResult } from '../load-result.ts';
import { loadChecks } from './checks.ts';
import { latencyBuckets } from './latency-buckets.ts';

/** A run as metrics; those without a point are left out. */
export function loadMetrics(result: LoadResult): readonly Metric[] {
  const { latency, latencyCorrected } = result;
  const all: readonly Metric[] = [
    ...counters(result),
    duration('trivet.load.request.duration', 'Latency from sending a request', latency),
    duration(
      'trivet.load.request.duration.corrected',
      'Latency from when a request was due',
      latencyCorrected,
    ),
    quantiles('trivet.load.latency', 'Exact quantiles of latency from sending', latency),
    quantiles(
      'trivet.load.latency.corrected',
      'Exact quantiles of latency from when a request was due',
      latencyCorrected,
    ),
    ...gauges(result),
  ];
  return all.filter(({ points }) => points.length > 0);
}

type Point = NumberMetric['points'][number];

function counters(result: LoadResult): readonly Metric[] {
  const { requests, statuses, errors, operations, bytes, connections } = result;
  return [
    counter('trivet.load.requests', 'Requests by outcome', '{request}', [
      point({ outcome: 'ok' }, requests.ok),
      point({ outcome: 'failed' }, requests.failed),
    ]),
    counter(
      'trivet.load.responses',
      'Responses by status',
      '{request}',
      statuses.map(([status, count]) => point({ status: String(status) }, count)),
    ),
    counter(
      'trivet.load.errors',
      'Failed requests by kind of failure',
      '{request}',
      errors.map(([error, count]) => point({ error }, count)),
    ),
    counter(
      'trivet.load.operation.requests',
      'Requests by operation and outcome',
      '{request}',
      operations.flatMap(({ name, ok, failed }) => [
        point({ operation: name, outcome: 'ok' }, ok),
        point({ operation: name, outcome: 'failed' }, failed),
      ]),
    ),
    counter('trivet.load.io', 'Bytes on the wire', 'By', [
      point({ direction: 'received' }, bytes.received),
      point({ direction: 'sent' }, bytes.sent),
    ]),
    counter('trivet.load.connections', 'Connections opened', '{connection}', [
      point({}, connections.opened),
    ]),
  ];
}

function gauges(result: LoadResult): readonly Metric[] {
  const { durationMs, requests, generator, limit, comparison } = result;
  const checks = loadChecks(result).map(({ kind, name, outcome }) =>
    point({ kind, check: name }, outcome === 'failed' ? 0 : 1),
  );
  const compared = comparison === undefined ? [] : Object.entries(comparison.latency);
  const ratios = compared.map(([quantile, { ratio }]) => point({ figure: quantile }, ratio));
  return [
    gauge('trivet.load.duration', 'How long requests were issued', 's', [
      point({}, durationMs / 1000),
    ]),
    gauge('trivet.load.throughput', 'Requests completed', '{request}/s', [
      point({}, requests.perSecond),
    ]),
    gauge('trivet.load.valid', '1 where the generator kept up, else 0', '', [
      point({}, generator.valid ? 1 : 0),
    ]),
    gauge('trivet.load.generator.busy', 'Of the busiest worker', '1', [
      point({}, generator.busyShare),
    ]),
    gauge('trivet.load.check', '0 where a threshold or the like did not hold, else 1', '', checks),
    gauge(
      'trivet.load.limit',
      'Highest rate that held',
      '{request}/s',
      limit === undefined ? [] : [point({}, limit.held)],
    ),
    gauge(
      'trivet.load.comparison',
      'Latency of the second target in terms of the first',
      '1',
      ratios.filter(({ value }) => Number.isFinite(value)),
    ),
  ];
}

function duration(name: string, help: string, histogram: Histogram | undefined): Metric {
  const known = histogram !== undefined && histogram.count > 0;
  const points = known ? [{ labels: {}, buckets: latencyBuckets(histogram) }] : [];
  return { kind: 'histogram', name, help, unit: 's', points };
}

function quantiles(name: string, help: string, histogram: Histogram | undefined): Metric {
  const known = histogram !== undefined && histogram.count > 0;
  const points = known
    ? shares.map((share) =>
        point({ quantile: String(share) }, Math.round(histogram.quantileUs(share)) / 1e6),
      )
    : [];
  return gauge(name, help, 's', points);
}

const shares: readonly number[] = [0, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1];

function counter(
  name: string,
  help: string,
  unit: MetricUnit,
  points: readonly Point[],
): NumberMetric {
  return { kind: 'counter', name, help, unit, points };
}

function gauge(
  name: string,
  help: string,
  unit: MetricUnit,
  points: readonly Point[],
): NumberMetric {
  return { kind: 'gauge', name, help, unit, points };
}

function point(labels: Readonly<Record<string, string>>, value: number): Point {
  return { labels, value };
}
