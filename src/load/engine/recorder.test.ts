import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyExchange, type Exchange } from '../../http/exchange.ts';
import { type FaultName, faultNames, faultOf } from '../../http/fault.ts';
import { Tally } from '../tally.ts';
import { Recorder } from './recorder.ts';
import type { Snapshot } from './snapshot.ts';

/** An exchange of 30 ms: sent after 10, first byte after 20. */
function exchange(changes: Partial<Exchange> = {}): Exchange {
  return {
    ...emptyExchange(),
    status: 200,
    startedMs: 1000,
    sentMs: 1010,
    firstByteMs: 1020,
    endedMs: 1030,
    bytesSent: 50,
    bytesReceived: 200,
    ...changes,
  };
}

function failed(name: FaultName, changes: Partial<Exchange> = {}): Exchange {
  return exchange({ fault: faultOf(name), status: 0, ...changes });
}

function end(recorder: Recorder, done: Exchange, { operation = 0, dueMs = Number.NaN } = {}): void {
  recorder.start();
  recorder.end(operation, done, done.fault, done.fault === 0 && done.status < 400, dueMs);
}

function snapshotOf(recorder: Recorder): Snapshot {
  return { ...recorder.snapshot(100), names: undefined, checks: [] };
}

function tallyOf(recorder: Recorder, operations: readonly string[] = ['a']): Tally {
  const tally = new Tally(operations);
  tally.add(snapshotOf(recorder), 0);
  return tally;
}

test('a request that is answered: its counts, its bytes, its times', () => {
  const recorder = new Recorder();
  end(recorder, exchange());
  const tally = tallyOf(recorder);
  const { total, ok, failed: not, scheduled, sent } = tally.counts(0, 0);
  assert.deepEqual([total, ok, not, scheduled, sent], [1, 1, 0, 1, 1]);
  assert.deepEqual([tally.bytesSent, tally.bytesReceived], [50, 200]);
  assert.deepEqual(tally.statuses, [[200, 1]]);
  assert.equal(tally.latency.maxUs, 30_000);
  assert.equal(tally.phases.firstByte.maxUs, 10_000);
  assert.equal(tally.corrected.count, 0);
});

test('latency counts from when it was due, where it was', () => {
  const recorder = new Recorder();
  end(recorder, exchange(), { dueMs: 700 });
  const tally = tallyOf(recorder);
  assert.equal(tally.latency.maxUs, 30_000);
  assert.equal(tally.corrected.maxUs, 330_000);
});

test('waiting for a connection is part of latency, but not of the time to the first byte', () => {
  const recorder = new Recorder();
  end(recorder, exchange({ startedMs: 500 }));
  const tally = tallyOf(recorder);
  assert.equal(tally.latency.maxUs, 530_000);
  assert.equal(tally.phases.firstByte.maxUs, 10_000);
});

const waits: readonly FaultName[] = [
  'connection timeout',
  'first byte timeout',
  'response timeout',
  'unfinished at the end',
];

test('timeouts are in the distribution with the time they waited: without them its tail would be cut off', () => {
  for (const name of faultNames.slice(1)) {
    const recorder = new Recorder();
    end(recorder, failed(name), { dueMs: 900 });
    const tally = tallyOf(recorder);
    const expected = waits.includes(name) ? [1, 1] : [0, 0];
    assert.deepEqual([tally.latency.count, tally.corrected.count], expected, name);
    assert.deepEqual(tally.errors, [[name, 1]]);
    assert.deepEqual(tally.statuses, []);
  }
});

test('what was never handed to a connection was not sent', () => {
  const recorder = new Recorder();
  end(
    recorder,
    failed('connection refused', { sentMs: 0, firstByteMs: 0, bytesSent: 0, bytesReceived: 0 }),
  );
  const { scheduled, sent, unsent, failed: not } = tallyOf(recorder).counts(0, 0);
  assert.deepEqual([scheduled, sent, unsent, not], [1, 0, 1, 1]);
});

test('a request that was skipped is scheduled, unsent, failed, and has waited', () => {
  const recorder = new Recorder();
  recorder.skip(0, 100, 900);
  const tally = tallyOf(recorder);
  const { scheduled, sent, unsent, total, ok } = tally.counts(0, 0);
  assert.deepEqual([scheduled, sent, unsent, total, ok], [1, 0, 1, 1, 0]);
  assert.deepEqual(tally.errors, [['never sent', 1]]);
  assert.equal(tally.corrected.maxUs, 800_000);
  assert.equal(tally.latency.count, 0);
  assert.equal(recorder.inFlight, 0);
});

test('a status that was not expected is an error with its number', () => {
  const recorder = new Recorder();
  end(recorder, exchange({ status: 503 }));
  end(recorder, exchange({ status: 404 }));
  end(recorder, exchange({ status: 503 }));
  const tally = tallyOf(recorder);
  assert.deepEqual(tally.errors, [
    ['HTTP 503', 2],
    ['HTTP 404', 1],
  ]);
  assert.deepEqual(tally.statuses, [
    [404, 1],
    [503, 2],
  ]);
  assert.deepEqual(
    tally.classes.map(({ name, latency }) => [name, latency.count]),
    [
      ['4xx', 1],
      ['5xx', 2],
    ],
  );
});

test('a check that fails is one error, not two', () => {
  const recorder = new Recorder();
  recorder.start();
  recorder.end(0, exchange(), faultOf('unexpected body'), false, Number.NaN);
  const tally = tallyOf(recorder);
  assert.deepEqual(tally.errors, [['unexpected body', 1]]);
  assert.deepEqual(tally.statuses, [[200, 1]]);
  assert.equal(tally.latency.count, 1);
});

test('a snapshot takes everything along and leaves nothing', () => {
  const recorder = new Recorder();
  recorder.onConnected(2, 0);
  recorder.onConnected(3, 4);
  recorder.onIdleClose();
  recorder.lag(1.5);
  recorder.start();
  const first = snapshotOf(recorder);
  assert.deepEqual([first.opened, first.closedIdle, first.inFlight, first.scheduled], [2, 1, 1, 1]);
  assert.equal(
    first.ended.reduce((sum, count) => sum + count, 0),
    0,
  );
  recorder.end(0, exchange(), 0, true, Number.NaN);
  const second = snapshotOf(recorder);
  assert.deepEqual(
    [second.opened, second.closedIdle, second.inFlight, second.scheduled],
    [0, 0, 0, 0],
  );
  assert.equal(second.ended[0], 1);
  const third = snapshotOf(recorder);
  assert.deepEqual([third.series, third.statuses, third.ended[0]], [[], [], 0]);
  const tally = new Tally(['a']);
  for (const snapshot of [first, second, third]) tally.add(snapshot, 0);
  const { total, scheduled, sent } = tally.counts(0, 0);
  assert.deepEqual([total, scheduled, sent], [1, 1, 1]);
  assert.deepEqual([tally.phases.connect.count, tally.phases.tls.count], [2, 1]);
  assert.equal(tally.phases.sendLag.maxUs, 1500);
});

test('operations are found one by one, and none is mixed up with another', () => {
  const recorder = new Recorder();
  for (const operation of [0, 3, 1, 40, 2, 3]) {
    end(recorder, exchange({ status: 200 + operation }), { operation });
  }
  end(recorder, failed('connection reset'), { operation: 41 });
  const names = Array.from({ length: 42 }, (_, index) => `op ${index}`);
  const { operations } = tallyOf(recorder, names);
  for (const [index, { total, statuses, errors }] of operations.entries()) {
    const count = index === 3 ? 2 : [0, 1, 2, 40, 41].includes(index) ? 1 : 0;
    assert.equal(total, count, `operation ${index}`);
    assert.deepEqual(statuses, count === 0 || index === 41 ? [] : [[200 + index, count]]);
    assert.deepEqual(errors, index === 41 ? [['connection reset', 1]] : []);
  }
});

test('a snapshot crosses threads as it is', () => {
  const recorder = new Recorder();
  end(recorder, exchange(), { dueMs: 900 });
  const snapshot = snapshotOf(recorder);
  assert.deepEqual(structuredClone(snapshot), snapshot);
});
