import type { Histogram } from '../../http/histogram.ts';
import { csv, type CsvCell } from '../../report/csv.ts';
import type { LoadResult, TimelineRow } from '../load-result.ts';
import { latencyFigures } from './latency-figures.ts';

/**
 * The timeline for a spreadsheet: an `interval` row for each piece of the run, ready to be drawn, and one `total` row
 * with the same columns at the end. Latency counts from when a request was due where there is a rate. Cells are numbers
 * and these two words, so that nothing in the file can be taken for a formula.
 */
export function loadCsv(result: LoadResult): string {
  return csv(heading, [...result.timeline.map(intervalCells), totalCells(result)]);
}

const heading: readonly string[] = [
  'row',
  'at_s',
  'length_s',
  'requests',
  'ok',
  'failed',
  'requests_per_second',
  'error_share',
  'bytes_received',
  'in_flight',
  'latency_min_ms',
  'latency_mean_ms',
  'latency_p50_ms',
  'latency_p90_ms',
  'latency_p95_ms',
  'latency_p99_ms',
  'latency_max_ms',
];

function intervalCells(row: TimelineRow): readonly CsvCell[] {
  return [
    'interval',
    seconds(row.atMs),
    seconds(row.lengthMs),
    row.total,
    row.ok,
    row.failed,
    rounded(row.total / (row.lengthMs / 1000)),
    shareOf(row.failed, row.total),
    row.bytesReceived,
    row.inFlight,
    ...latencyCells(row.latency),
  ];
}

function totalCells(result: LoadResult): readonly CsvCell[] {
  const { requests, bytes, durationMs, latency, latencyCorrected } = result;
  return [
    'total',
    0,
    seconds(durationMs),
    requests.total,
    requests.ok,
    requests.failed,
    rounded(requests.perSecond),
    shareOf(requests.failed, requests.total),
    bytes.received,
    undefined,
    ...latencyCells(latencyCorrected ?? latency),
  ];
}

function latencyCells(histogram: Histogram): readonly CsvCell[] {
  const { min, mean, p50, p90, p95, p99, max } = latencyFigures(histogram);
  return [min, mean, p50, p90, p95, p99, max].map((figure) => figure ?? undefined);
}

function shareOf(part: number, total: number): CsvCell {
  return total === 0 ? undefined : Number((part / total).toPrecision(6));
}

/** To the microsecond. */
function seconds(lengthMs: number): number {
  return Math.round(lengthMs * 1000) / 1e6;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
