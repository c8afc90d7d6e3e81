import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { mergeObservations, ObservationLog, type Observations } from './observation-log.ts';

function rowsOf({
  count,
  sentMs,
  endedMs,
  statuses,
}: Observations): readonly (readonly number[])[] {
  return Array.from({ length: count }, (_, at) => [
    sentMs[at] ?? Number.NaN,
    endedMs[at] ?? Number.NaN,
    statuses[at] ?? Number.NaN,
  ]);
}

test('keeps every request, however many come', () => {
  const log = new ObservationLog();
  const rows = Array.from({ length: 10_000 }, (_, at) => [at / 3, at / 3 + 0.25, 200 + (at % 300)]);
  for (const [sentMs = 0, endedMs = 0, status = 0] of rows) log.push(sentMs, endedMs, status);
  assert.deepEqual(rowsOf(log.observations), rows);
  assert.equal(log.observations.completeUntilMs, Number.POSITIVE_INFINITY);
});

test('stops when it is full, says since when, and goes on counting', () => {
  const log = new ObservationLog(3);
  for (const at of [1, 2, 3, 4, 5]) log.push(at, at + 10, at > 3 ? 429 : 200);
  const { observations } = log;
  assert.deepEqual(rowsOf(observations), [
    [1, 11, 200],
    [2, 12, 200],
    [3, 13, 200],
  ]);
  assert.equal(observations.completeUntilMs, 14);
  assert.deepEqual([observations.totals[200], observations.totals[429]], [3, 2]);
});

test('merges workers, up to where the first of them was full', () => {
  const small = new ObservationLog(2);
  const large = new ObservationLog();
  for (const at of [10, 20, 30]) small.push(at - 1, at, 200);
  for (const at of [12, 25, 29, 31, 40]) large.push(at - 1, at, 429);
  const merged = mergeObservations([small.observations, large.observations]);
  assert.deepEqual(
    rowsOf(merged).map(([, ended]) => ended),
    [10, 20, 12, 25, 29],
  );
  assert.equal(merged.completeUntilMs, 30);
  assert.deepEqual([merged.totals[200], merged.totals[429]], [3, 5]);
});

test('survives the way from a worker', () => {
  const log = new ObservationLog();
  log.push(1, 2, 503);
  assert.deepEqual(structuredClone(log.observations), log.observations);
});

test('merging loses nothing and adds nothing', () => {
  const row = fc.tuple(fc.nat(1000), fc.nat(1000), fc.integer({ min: 100, max: 599 }));
  fc.assert(
    fc.property(fc.array(fc.array(row), { maxLength: 4 }), (workers) => {
      const parts = workers.map((rows) => {
        const log = new ObservationLog();
        for (const [sentMs, tookMs, status] of rows) log.push(sentMs, sentMs + tookMs, status);
        return log.observations;
      });
      assert.deepEqual(rowsOf(mergeObservations(parts)), parts.flatMap(rowsOf));
    }),
  );
});
