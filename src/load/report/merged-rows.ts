import { Histogram } from '../../http/histogram.ts';
import type { TimelineRow } from '../load-result.ts';

/**
 * The timeline in at most `max` rows, as it is drawn. Neighbours are merged with their histograms, so that a percentile
 * of a merged row is one of its requests, not a mean of percentiles. What is left of a row when a run ends joins the
 * one before it: the rate of an instant would look like a collapse.
 */
export function mergedRows(rows: readonly TimelineRow[], max: number): readonly TimelineRow[] {
  return groupsOf(rows, max).flatMap((group) => mergedRow(group) ?? []);
}

/** Of the length of the others: from here on, a last row stands for itself. */
const wholeShare = 0.5;

type Rows = readonly TimelineRow[];

function groupsOf(rows: Rows, max: number): readonly Rows[] {
  const size = Math.max(1, Math.ceil(rows.length / max));
  const groups = Array.from({ length: Math.ceil(rows.length / size) }, (_, index) =>
    rows.slice(index * size, (index + 1) * size),
  );
  const [first = [], beforeLast, last = []] = [groups[0], groups.at(-2), groups.at(-1)];
  if (beforeLast === undefined || lengthOf(last) >= lengthOf(first) * wholeShare) return groups;
  return [...groups.slice(0, -2), [...beforeLast, ...last]];
}

function lengthOf(rows: Rows): number {
  return rows.reduce((sum, { lengthMs }) => sum + lengthMs, 0);
}

function mergedRow(group: Rows): TimelineRow | undefined {
  const [first, last] = [group[0], group.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const latency = new Histogram();
  for (const row of group) latency.add(row.latency);
  const sum = (of: (row: TimelineRow) => number): number =>
    group.reduce((total, row) => total + of(row), 0);
  return {
    atMs: first.atMs,
    lengthMs: lengthOf(group),
    total: sum((row) => row.total),
    ok: sum((row) => row.ok),
    failed: sum((row) => row.failed),
    bytesReceived: sum((row) => row.bytesReceived),
    inFlight: last.inFlight,
    latency,
  };
}
