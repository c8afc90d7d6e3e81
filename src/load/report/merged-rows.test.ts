import assert from 'node:assert/strict';
import { test } from 'node:test';
import { longResult, plainResult } from '../../../test/support/load-results.ts';
import type { TimelineRow } from '../load-result.ts';
import { mergedRows } from './merged-rows.ts';

test('merged rows hold all requests, and their percentiles are of requests', () => {
  const { timeline, latency } = longResult();
  const rows = mergedRows(timeline, 160);
  assert.ok(rows.length <= 160 && rows.length > 80);
  const sum = (of: (row: TimelineRow) => number): number =>
    rows.reduce((total, row) => total + of(row), 0);
  assert.equal(
    sum((row) => row.latency.count),
    latency.count,
  );
  assert.equal(
    sum((row) => row.lengthMs),
    3_600_000,
  );
  assert.equal(Math.max(...rows.map((row) => row.latency.maxUs)), latency.maxUs);
});

test('few rows stay as they are', () => {
  const { timeline } = plainResult();
  assert.deepEqual(
    mergedRows(timeline, 160).map(({ atMs, total }) => [atMs, total]),
    timeline.map(({ atMs, total }) => [atMs, total]),
  );
});

test('what is left of a row at the end joins the one before it', () => {
  const { timeline } = plainResult();
  const [first, second] = timeline;
  assert.ok(first && second);
  const sliver = { ...second, lengthMs: 2, total: 0, ok: 0, failed: 0, inFlight: 0 };
  const [only, none] = mergedRows([first, sliver], 160);
  assert.equal(only?.total, first.total);
  assert.equal(only?.lengthMs, 1002);
  assert.equal(none, undefined);
  assert.equal(mergedRows([first, second], 160).length, 2);
  assert.deepEqual(mergedRows([], 160), []);
});
