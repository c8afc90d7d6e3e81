import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { emptyExchange } from '../http/exchange.ts';
import { faultNames } from '../http/fault.ts';
import { Recorder } from './engine/recorder.ts';
import type { Snapshot } from './engine/snapshot.ts';
import { Tally } from './tally.ts';

interface Done {
  readonly worker: number;
  readonly operation: number;
  /** 0: a fault of this number instead. */
  readonly status: number;
  readonly fault: number;
  readonly sent: boolean;
  readonly latencyMs: number;
  /** A snapshot is taken after it. */
  readonly ticks: boolean;
}

const names = ['list', 'make', 'drop'];

const anything = fc.record({
  worker: fc.nat({ max: 2 }),
  operation: fc.nat({ max: 2 }),
  status: fc.constantFrom(0, 100, 200, 204, 302, 404, 429, 500, 599),
  fault: fc.integer({ min: 1, max: faultNames.length - 1 }),
  sent: fc.boolean(),
  latencyMs: fc.integer({ min: 1, max: 5000 }),
  ticks: fc.boolean(),
});

/** What three workers report of these requests, in any order. */
function report(all: readonly Done[]): { readonly snapshot: Snapshot; readonly worker: number }[] {
  const recorders = Array.from({ length: 3 }, () => new Recorder());
  const reports: { snapshot: Snapshot; worker: number }[] = [];
  const tick = (worker: number): void => {
    const snapshot = recorders[worker]?.snapshot(1);
    if (snapshot) reports.push({ snapshot: { ...snapshot, names: undefined, checks: [] }, worker });
  };
  for (const { worker, operation, status, fault, sent, latencyMs, ticks } of all) {
    const isAnswered = status !== 0;
    const exchange = {
      ...emptyExchange(),
      status,
      fault: isAnswered ? 0 : fault,
      startedMs: 1,
      sentMs: isAnswered || sent ? 1 : 0,
      endedMs: 1 + latencyMs,
    };
    recorders[worker]?.start();
    recorders[worker]?.end(
      operation,
      exchange,
      exchange.fault,
      isAnswered && status < 400,
      Number.NaN,
    );
    if (ticks) tick(worker);
  }
  for (const worker of [0, 1, 2]) tick(worker);
  return reports;
}

test('whatever happens, and however it is reported, everything is counted once', () => {
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 60 }), fc.boolean(), (all, backwards) => {
      const tally = new Tally(names);
      const reports = report(all);
      for (const { snapshot, worker } of backwards ? reports.toReversed() : reports) {
        tally.add(snapshot, worker);
      }
      const counts = tally.counts(1000, all.length);
      const ok = all.filter(({ status }) => status !== 0 && status < 400).length;
      const sent = all.filter((each) => each.status !== 0 || each.sent).length;
      assert.deepEqual(counts, {
        total: all.length,
        ok,
        failed: all.length - ok,
        perSecond: all.length,
        scheduled: all.length,
        sent,
        unsent: all.length - sent,
        unfinished: all.filter(
          ({ status, fault }) => status === 0 && faultNames[fault] === 'unfinished at the end',
        ).length,
      });
      const named = tally.errors.reduce((sum, [, count]) => sum + count, 0);
      assert.equal(named, counts.failed);
      for (const [place, operation] of tally.operations.entries()) {
        const mine = all.filter((each) => each.operation === place);
        assert.equal(operation.total, mine.length);
        const answered = operation.statuses.reduce((sum, [, count]) => sum + count, 0);
        assert.equal(answered, mine.filter(({ status }) => status !== 0).length);
      }
      const answered = tally.statuses.reduce((sum, [, count]) => sum + count, 0);
      const inClasses = tally.classes.reduce(
        (sum, { name, latency }) => sum + (name === 'no response' ? 0 : latency.count),
        0,
      );
      assert.equal(inClasses, answered);
    }),
  );
});

test('nothing at all is no division by nothing', () => {
  const tally = new Tally(names);
  const { total, perSecond } = tally.counts(0, 0);
  assert.deepEqual(
    [total, perSecond, tally.busyShare, tally.errors, tally.classes],
    [0, 0, 0, [], []],
  );
  assert.deepEqual(
    tally.operations.map(({ name, total: count }) => [name, count]),
    [
      ['list', 0],
      ['make', 0],
      ['drop', 0],
    ],
  );
});

test('workers that find their operations in another order agree on the names', () => {
  const tally = new Tally([]);
  tally.add(one(0, ['a']), 0);
  tally.add(one(0, ['b', 'a']), 1);
  tally.add(one(1, ['b', 'a']), 1);
  // Names that a worker has told already are not told again.
  tally.add({ ...one(1, []), names: undefined }, 1);
  assert.deepEqual(
    tally.operations.map(({ name, total }) => [name, total]),
    [
      ['a', 3],
      ['b', 1],
    ],
  );
  assert.deepEqual(tally.checks, [{ name: 'c', passed: 4, failed: 8 }]);
});

test('the busiest worker counts, over the whole time', () => {
  const tally = new Tally([]);
  const idle = { ...new Recorder().snapshot(0), names: undefined, checks: [] };
  const busy = (fromMs: number, toMs: number, busyShare: number): Snapshot => ({
    ...idle,
    fromMs,
    toMs,
    busyShare,
  });
  tally.add(busy(0, 100, 0.2), 0);
  tally.add(busy(0, 100, 0.9), 1);
  tally.add(busy(100, 400, 0.1), 1);
  assert.ok(Math.abs(tally.busyShare - 0.3) < 1e-9, `${tally.busyShare}`);
});

test('connections of warming up count, its requests do not', () => {
  const recorder = new Recorder();
  recorder.onConnected(1, 2);
  recorder.onIdleClose();
  recorder.start();
  recorder.end(0, { ...emptyExchange(), status: 200, sentMs: 1 }, 0, true, Number.NaN);
  const tally = new Tally(names);
  tally.addConnections({ ...recorder.snapshot(1), names: undefined, checks: [] });
  assert.deepEqual(tally.connections, { opened: 1, closedIdle: 1 });
  assert.deepEqual([tally.phases.connect.count, tally.phases.tls.count], [1, 1]);
  assert.deepEqual([tally.counts(0, 0).total, tally.phases.firstByte.count], [0, 0]);
});

/** A worker that knows these operations did one of them. */
function one(operation: number, found: readonly string[]): Snapshot {
  const recorder = new Recorder();
  recorder.start();
  recorder.end(operation, { ...emptyExchange(), status: 200, sentMs: 1 }, 0, true, Number.NaN);
  return { ...recorder.snapshot(1), names: found, checks: [{ name: 'c', passed: 1, failed: 2 }] };
}
