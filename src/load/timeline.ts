import { fromSparse, Histogram, type SparseHistogram } from '../http/histogram.ts';
import type { Snapshot } from './engine/snapshot.ts';
import type { TimelineRow } from './load-result.ts';

/** Long runs get wider rows instead of more of them, so that an hour takes no more memory than some minutes. */
export const timelineRowsMax = 300;

/** What happened when: one row for each tick, of all workers together. */
export class Timeline {
  #rows: Row[] = [];
  #rowMs: number;
  readonly #inFlight: number[] = [];

  constructor(tickMs: number) {
    this.#rowMs = tickMs;
  }

  /** Snapshots of one worker come in order; those of several workers at about the same time share a row. */
  add(snapshot: Snapshot, worker: number): void {
    const middleMs = (snapshot.fromMs + snapshot.toMs) / 2;
    const row = this.#rowAt(Math.floor(middleMs / this.#rowMs));
    this.#inFlight[worker] = snapshot.inFlight;
    row.fromMs = Math.min(row.fromMs, snapshot.fromMs);
    row.toMs = Math.max(row.toMs, snapshot.toMs);
    row.total += sum(snapshot.ended);
    row.ok += sum(snapshot.ok);
    row.bytesReceived += snapshot.bytesReceived;
    row.inFlight = sum(this.#inFlight);
    const latency = new Histogram();
    for (const part of snapshot.series) latency.addSparse(part.corrected ?? part.latency);
    if (row.latency !== undefined) latency.addSparse(row.latency);
    row.latency = latency.toSparse();
  }

  get rows(): readonly TimelineRow[] {
    const used = this.#rows.filter(({ toMs }) => toMs > 0);
    return used.map(({ fromMs, toMs, total, ok, bytesReceived, inFlight, latency }) => ({
      atMs: fromMs,
      lengthMs: toMs - fromMs,
      total,
      ok,
      failed: total - ok,
      bytesReceived,
      inFlight,
      latency: latency === undefined ? new Histogram() : fromSparse(latency),
    }));
  }

  #rowAt(index: number): Row {
    if (index >= timelineRowsMax) {
      this.#halve();
      return this.#rowAt(Math.floor(index / 2));
    }
    while (this.#rows.length <= index) {
      this.#rows.push({
        fromMs: Number.POSITIVE_INFINITY,
        toMs: 0,
        total: 0,
        ok: 0,
        bytesReceived: 0,
        inFlight: 0,
        latency: undefined,
      });
    }
    const row = this.#rows[index];
    if (row === undefined) throw new RangeError(`There is no row ${index}.`);
    return row;
  }

  #halve(): void {
    this.#rowMs *= 2;
    this.#rows = this.#rows.flatMap((row, index) => {
      const next = this.#rows[index + 1];
      if (index % 2 === 1) return [];
      return next === undefined ? row : merged(row, next);
    });
  }
}

interface Row {
  fromMs: number;
  toMs: number;
  total: number;
  ok: number;
  bytesReceived: number;
  inFlight: number;
  /** Only the buckets in use: there are many rows. */
  latency: SparseHistogram | undefined;
}

function merged(row: Row, next: Row): Row {
  const latency = new Histogram();
  for (const part of [row.latency, next.latency]) if (part !== undefined) latency.addSparse(part);
  return {
    fromMs: Math.min(row.fromMs, next.fromMs),
    toMs: Math.max(row.toMs, next.toMs),
    total: row.total + next.total,
    ok: row.ok + next.ok,
    bytesReceived: row.bytesReceived + next.bytesReceived,
    inFlight: next.inFlight,
    latency: latency.toSparse(),
  };
}

function sum(counts: Iterable<number>): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}
