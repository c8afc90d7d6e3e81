import { Histogram } from '../../http/histogram.ts';
import type { TimelineRow } from '../load-result.ts';

/**
 * The timeline in at most `max` rows. Neighbours are merged with their histograms, so that a percentile of a merged row
 * is one of its requests, not a mean of percentiles.
 */
export function mergedRows(rows: readonly TimelineRow[], max: number): readonly TimelineRow[] {
  const size = Math.ceil(rows.length / max);
  if (size <= 1) return rows;
  const groups = Array.from({ length: Math.ceil(rows.length / size) }, (_, index) =>
    rows.slice(index * size, (index + 1) * size),
  );
  return groups.flatMap((group) => mergedRow(group) ?? []);
}

function mergedRow(group: readonly TimelineRow[]): TimelineRow | undefined {
  const [first, last] = [group[0], group.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const latency = new Histogram();
  for (const row of group) latency.add(row.latency);
  const sum = (of: (row: TimelineRow) => number): number =>
    group.reduce((total, row) => total + of(row), 0);
  return {
    atMs: first.atMs,
    lengthMs: sum((row) => row.lengthMs),
    total: sum((row) => row.total),
    ok: sum((row) => row.ok),
    failed: sum((row) => row.failed),
    bytesReceived: sum((row) => row.bytesReceived),
    inFlight: last.inFlight,
    latency,
  };
}
