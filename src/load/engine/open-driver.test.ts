import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { type FakeSide, fakeSide } from '../../../test/support/driver-side.ts';
import type { Arrivals } from '../../http/arrivals.ts';
import { OpenDriver } from './open-driver.ts';

/** Due at these times, then never again. */
function at(...timesMs: readonly number[]): Arrivals {
  let place = -1;
  return {
    nextDueMs() {
      place += 1;
      return timesMs[place] ?? Number.POSITIVE_INFINITY;
    },
  };
}

function everyMs(gapMs: number, count = Number.POSITIVE_INFINITY): Arrivals {
  let place = -1;
  return {
    nextDueMs() {
      place += 1;
      return place < count ? place * gapMs : Number.POSITIVE_INFINITY;
    },
  };
}

/** Slots that are free the moment they are used. */
function answering(side: FakeSide, driver: OpenDriver): void {
  for (const slot of side.busy.splice(0)) driver.onFree(slot, performance.now());
}

async function until(driver: OpenDriver, side: FakeSide, holds: () => boolean): Promise<void> {
  while (!holds()) {
    await delay(1);
    driver.poll();
    answering(side, driver);
  }
}

test('nothing is sent before it is due, and everything as soon as it is', async () => {
  const side = fakeSide(4);
  const driver = new OpenDriver(side, everyMs(10, 12), undefined, 60_000);
  const startMs = performance.now();
  driver.begin(startMs);
  await until(driver, side, () => driver.exhausted);
  assert.equal(side.begun.length, 12);
  for (const [place, { atMs, dueMs }] of side.begun.entries()) {
    assert.equal(dueMs, startMs + place * 10);
    assert.ok(atMs >= dueMs, `sent ${dueMs - atMs} ms too early`);
  }
});

test('it wakes up by itself when the next one is due', async () => {
  const side = fakeSide(2);
  const driver = new OpenDriver(side, at(0, 30), undefined, 60_000);
  driver.begin(performance.now());
  assert.equal(side.begun.length, 1);
  await delay(200);
  assert.equal(side.begun.length, 2);
});

test('what is due while all slots are busy waits, and keeps the time at which it was due', () => {
  const side = fakeSide(2);
  const driver = new OpenDriver(side, at(0, 0, 1, 2, 3), undefined, 60_000);
  const startMs = performance.now() - 50;
  driver.begin(startMs);
  assert.deepEqual([side.begun.length, driver.backlog], [2, 3]);
  assert.equal(driver.exhausted, false);
  for (let turn = 0; turn < 3; turn += 1) {
    const slot = side.busy.shift();
    if (slot !== undefined) driver.onFree(slot, performance.now());
  }
  assert.deepEqual([side.begun.length, driver.backlog, driver.exhausted], [5, 0, true]);
  const due = side.begun.map(({ dueMs }) => Math.round(dueMs - startMs));
  assert.deepEqual(due, [0, 0, 1, 2, 3]);
});

test('while all slots are busy, it is the server that is late, not the generator', async () => {
  // The clock counts from the start of this process, and a schedule cannot begin before it.
  while (performance.now() < 600) await delay(20);
  const side = fakeSide(1);
  const driver = new OpenDriver(side, at(0, 0), undefined, 60_000);
  driver.begin(performance.now() - 500);
  const slot = side.busy.shift();
  assert.ok(slot !== undefined);
  driver.onFree(slot, performance.now());
  const [first = 0, second = 0] = side.lags;
  // Differences of clock readings are rounded.
  assert.ok(first > 499, `${first} ms: nobody was busy, so this was the generator`);
  assert.ok(second < 100, `${second} ms`);
});

test('the slot that was freed last is used first', async () => {
  const side = fakeSide(50);
  const driver = new OpenDriver(side, everyMs(2, 30), undefined, 60_000);
  driver.begin(performance.now());
  await until(driver, side, () => driver.exhausted);
  const used = new Set(side.begun.map(({ slot }) => slot));
  assert.ok(used.size < 30, `${used.size} connections for requests that come one by one`);
});

test('a number of requests is met exactly', async () => {
  for (const count of [0, 1, 7]) {
    const side = fakeSide(3);
    const driver = new OpenDriver(side, everyMs(1), count, 60_000);
    driver.begin(performance.now());
    await until(driver, side, () => driver.exhausted);
    await delay(5);
    driver.poll();
    assert.equal(side.begun.length, count);
  }
});

test('after the end nothing is due, but what was due is still sent', () => {
  const side = fakeSide(1);
  const driver = new OpenDriver(side, at(0, 1, 2, 900), undefined, 60_000);
  driver.begin(performance.now() - 10);
  driver.finish(performance.now());
  assert.equal(driver.backlog, 2);
  const [slot] = side.busy.splice(0);
  assert.ok(slot !== undefined);
  driver.onFree(slot, performance.now());
  assert.deepEqual([side.begun.length, driver.backlog, driver.exhausted], [2, 1, false]);
  assert.deepEqual(side.skipped, []);
});

test('what is due before the end is not forgotten where the end comes late', () => {
  const side = fakeSide(10);
  const driver = new OpenDriver(side, at(0, 10, 20, 30, 40), undefined, 60_000);
  const startMs = performance.now() - 100;
  driver.begin(startMs);
  assert.equal(side.begun.length, 5);
  const late = fakeSide(10);
  const other = new OpenDriver(late, at(0, 10, 20, 30, 40), undefined, 60_000);
  const beginMs = performance.now();
  other.begin(beginMs);
  const endMs = beginMs + 25;
  while (performance.now() < beginMs + 45);
  other.finish(endMs);
  assert.equal(late.begun.length, 3);
});

test('what is due after the time is up is not sent, however late that is noticed', () => {
  const side = fakeSide(10);
  const driver = new OpenDriver(side, everyMs(10), undefined, 45);
  driver.begin(performance.now() - 500);
  assert.equal(side.begun.length, 5);
  driver.poll();
  driver.finish(performance.now());
  assert.equal(side.begun.length, 5);
});

test('what is given up is said to be skipped, each with the time at which it was due', () => {
  const side = fakeSide(1);
  const driver = new OpenDriver(side, at(0, 1, 2), undefined, 60_000);
  const startMs = performance.now() - 10;
  driver.begin(startMs);
  driver.drop(performance.now());
  assert.deepEqual(
    side.skipped.map((dueMs) => Math.round(dueMs - startMs)),
    [1, 2],
  );
  assert.deepEqual([driver.backlog, driver.exhausted], [0, true]);
  const [slot] = side.busy.splice(0);
  assert.ok(slot !== undefined);
  driver.onFree(slot, performance.now());
  driver.poll();
  assert.equal(side.begun.length, 1);
});

test('every request that was due was begun, waits or was skipped', async () => {
  const side = fakeSide(3);
  const driver = new OpenDriver(side, everyMs(1, 60), undefined, 60_000);
  driver.begin(performance.now());
  for (let turn = 0; turn < 20; turn += 1) {
    await delay(2);
    driver.poll();
    if (turn % 3 === 0) answering(side, driver);
  }
  await delay(60);
  driver.poll();
  assert.equal(side.begun.length + driver.backlog, 60);
  driver.drop(performance.now());
  assert.equal(side.begun.length + side.skipped.length, 60);
});
