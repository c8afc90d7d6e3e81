import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyExchange } from '../http/exchange.ts';
import { Recorder } from './engine/recorder.ts';
import type { Snapshot } from './engine/snapshot.ts';
import { Timeline, timelineRowsMax } from './timeline.ts';

/** A tick with so many requests of that latency, one of which failed. */
function tick(fromMs: number, toMs: number, count: number, latencyMs = 10, inFlight = 3): Snapshot {
  const recorder = new Recorder();
  for (let request = 0; request < count; request += 1) {
    const exchange = {
      ...emptyExchange(),
      status: 200,
      sentMs: 1,
      startedMs: 1,
      endedMs: 1 + latencyMs,
      bytesReceived: 7,
    };
    recorder.start();
    recorder.end(0, exchange, 0, request > 0, Number.NaN);
  }
  return { ...recorder.snapshot(toMs), fromMs, toMs, inFlight, names: undefined, checks: [] };
}

test('a row for each tick, in order', () => {
  const timeline = new Timeline(1000);
  for (const second of [0, 1, 2])
    timeline.add(tick(second * 1000, (second + 1) * 1000, second + 1), 0);
  const rows = timeline.rows.map(
    ({ atMs, lengthMs, total, ok, failed, bytesReceived, inFlight }) => {
      return [atMs, lengthMs, total, ok, failed, bytesReceived, inFlight];
    },
  );
  assert.deepEqual(rows, [
    [0, 1000, 1, 0, 1, 7, 3],
    [1000, 1000, 2, 1, 1, 14, 3],
    [2000, 1000, 3, 2, 1, 21, 3],
  ]);
});

test('several workers share rows, also where they are late', () => {
  const timeline = new Timeline(1000);
  timeline.add(tick(0, 1003, 5), 0);
  timeline.add(tick(0, 1011, 7), 1);
  timeline.add(tick(1011, 2000, 2), 1);
  timeline.add(tick(1003, 2015, 1), 0);
  const rows = timeline.rows.map(({ total, inFlight, latency }) => [
    total,
    inFlight,
    latency.count,
  ]);
  assert.deepEqual(rows, [
    [12, 6, 12],
    [3, 6, 3],
  ]);
});

test('the last part of a run is a row, too', () => {
  const timeline = new Timeline(1000);
  timeline.add(tick(0, 1000, 4), 0);
  timeline.add(tick(1000, 1250, 2), 0);
  assert.deepEqual(
    timeline.rows.map(({ lengthMs }) => lengthMs),
    [1000, 250],
  );
});

test('rows without a tick are left out', () => {
  const timeline = new Timeline(100);
  timeline.add(tick(0, 100, 1), 0);
  timeline.add(tick(900, 1000, 1), 0);
  assert.deepEqual(
    timeline.rows.map(({ atMs }) => atMs),
    [0, 900],
  );
});

test('a long run has wider rows instead of more of them, and loses nothing', () => {
  const timeline = new Timeline(1000);
  const seconds = 5000;
  for (let second = 0; second < seconds; second += 1) {
    timeline.add(tick(second * 1000, (second + 1) * 1000, 2, 10 + (second % 7)), 0);
  }
  const { rows } = timeline;
  assert.ok(
    rows.length <= timelineRowsMax && rows.length > timelineRowsMax / 2,
    `${rows.length} rows`,
  );
  const sum = (of: (row: (typeof rows)[number]) => number): number =>
    rows.reduce((total, row) => total + of(row), 0);
  assert.equal(
    sum(({ total }) => total),
    2 * seconds,
  );
  assert.equal(
    sum(({ ok }) => ok),
    seconds,
  );
  assert.equal(
    sum(({ latency }) => latency.count),
    2 * seconds,
  );
  assert.equal(
    sum(({ lengthMs }) => lengthMs),
    seconds * 1000,
  );
  for (const [place, { atMs, lengthMs }] of rows.entries()) {
    const next = rows[place + 1];
    if (next !== undefined) assert.equal(atMs + lengthMs, next.atMs);
  }
});

test('latency counts from when requests were due, where they were', () => {
  const recorder = new Recorder();
  const exchange = { ...emptyExchange(), status: 200, sentMs: 100, startedMs: 100, endedMs: 110 };
  recorder.start();
  recorder.end(0, exchange, 0, true, 10);
  const timeline = new Timeline(1000);
  timeline.add({ ...recorder.snapshot(1000), names: undefined, checks: [] }, 0);
  assert.equal(timeline.rows[0]?.latency.maxUs, 100_000);
});

test('a run without a tick has no rows', () => {
  assert.deepEqual(new Timeline(1000).rows, []);
});
