import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { type FakeSide, fakeSide } from '../../../test/support/driver-side.ts';
import { ClosedDriver } from './closed-driver.ts';
import type { Stage } from './plan.ts';

const alone = { worker: 0, workers: 1 };

function steady(users: number): { readonly kind: 'closed'; readonly stages: readonly Stage[] } {
  return { kind: 'closed', stages: [{ durationMs: 1000, from: users, to: users }] };
}

function begin(side: FakeSide, users: number, requestsMax?: number): ClosedDriver {
  const driver = new ClosedDriver(side, steady(users), requestsMax, alone);
  driver.begin(performance.now());
  return driver;
}

/** The request that has been under way for the longest ends. */
function endOne(side: FakeSide, driver: ClosedDriver): void {
  const slot = side.busy.shift();
  if (slot !== undefined) driver.onFree(slot);
}

test('every user starts at once, and again as soon as it is free', () => {
  const side = fakeSide(5);
  const driver = begin(side, 5);
  assert.deepEqual(
    side.begun.map(({ slot }) => slot),
    [0, 1, 2, 3, 4],
  );
  for (let turn = 0; turn < 20; turn += 1) endOne(side, driver);
  assert.equal(side.begun.length, 25);
  assert.equal(side.busy.length, 5);
  assert.ok(side.begun.every(({ dueMs }) => Number.isNaN(dueMs)));
});

test('users beyond those that are asked for have nothing to do', () => {
  const side = fakeSide(10);
  begin(side, 3);
  assert.equal(side.begun.length, 3);
});

test('a number of requests is met exactly', () => {
  for (const [users, requests] of [
    [5, 12],
    [5, 3],
    [5, 5],
    [1, 0],
    [3, 1],
  ] as const) {
    const side = fakeSide(users);
    const driver = begin(side, users, requests);
    while (side.busy.length > 0) endOne(side, driver);
    driver.poll(performance.now());
    assert.equal(side.begun.length, requests);
    assert.ok(driver.exhausted);
  }
});

test('without a number there is always more', () => {
  const driver = begin(fakeSide(1), 1);
  assert.equal(driver.exhausted, false);
  assert.equal(driver.backlog, 0);
});

test('after the end nothing starts any more', () => {
  for (const end of ['finish', 'drop'] as const) {
    const side = fakeSide(2);
    const driver = begin(side, 2);
    driver[end]();
    endOne(side, driver);
    driver.poll(performance.now());
    assert.equal(side.begun.length, 2);
    assert.equal(side.slots.filter(({ idle }) => idle).length, 1);
  }
});

test('how many are active follows the stages, up and down', () => {
  const side = fakeSide(10);
  const stages = [
    { durationMs: 1000, from: 0, to: 10 },
    { durationMs: 1000, from: 10, to: 2 },
  ];
  const driver = new ClosedDriver(side, { kind: 'closed', stages }, undefined, alone);
  const startMs = performance.now();
  driver.begin(startMs);
  const active = (atMs: number): number => {
    driver.poll(startMs + atMs);
    // Everybody's request ends; who is not active any more stays idle.
    for (const slot of side.busy.splice(0)) driver.onFree(slot);
    return side.busy.length;
  };
  assert.deepEqual([10, 490, 980, 1000, 1490, 2500].map(active), [1, 5, 10, 10, 6, 2]);
});

test('a load of nothing sends nothing', () => {
  const side = fakeSide(3);
  begin(side, 0);
  assert.equal(side.begun.length, 0);
});

test('workers share the users without losing one', () => {
  const counts = fc.integer({ min: 1, max: 60 });
  fc.assert(
    fc.property(counts, fc.integer({ min: 1, max: 8 }), (users, workers) => {
      const all = Array.from({ length: workers }, (_, worker) => {
        const side = fakeSide(Math.floor(users / workers) + (worker < users % workers ? 1 : 0));
        new ClosedDriver(side, steady(users), undefined, { worker, workers }).begin(0);
        return side.begun.length;
      });
      assert.equal(
        all.reduce((sum, count) => sum + count, 0),
        users,
      );
    }),
  );
});

test('a worker that was late says so', () => {
  const side = fakeSide(1);
  const driver = begin(side, 1);
  const nowMs = performance.now();
  driver.poll(nowMs);
  driver.poll(nowMs + 20);
  driver.poll(nowMs + 95);
  const [last, ...before] = side.lags.toReversed();
  assert.equal(Math.round(last ?? 0), 55);
  assert.ok(before.every((lagMs) => lagMs >= 0 && lagMs < 50));
});
