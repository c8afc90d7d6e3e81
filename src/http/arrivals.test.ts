import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { type ArrivalOptions, createArrivals, type RateStep } from './arrivals.ts';

const hourMs = 3_600_000;

function constant(rate: number, durationMs: number): RateStep {
  return { durationMs, fromRate: rate, toRate: rate };
}

function ramp(fromRate: number, toRate: number, durationMs: number): RateStep {
  return { durationMs, fromRate, toRate };
}

function timesOf(shape: readonly RateStep[], options: Partial<ArrivalOptions> = {}): number[] {
  const schedule = { shape, arrivals: 'constant', seed: 7, worker: 0, workers: 1 } as const;
  const arrivals = createArrivals({ ...schedule, ...options });
  const times: number[] = [];
  for (let due = arrivals.nextDueMs(); due < Infinity; due = arrivals.nextDueMs()) times.push(due);
  assert.equal(arrivals.nextDueMs(), Infinity, 'the end is for ever');
  return times;
}

/** Arrivals up to a time by the definition: the area under the rate, summed in small steps. */
function areaUpTo(shape: readonly RateStep[], timeMs: number): number {
  const stepMs = 0.5;
  let area = 0;
  let startMs = 0;
  for (const { durationMs, fromRate, toRate } of shape) {
    for (let at = stepMs / 2; at < durationMs && startMs + at < timeMs; at += stepMs) {
      area += ((fromRate + ((toRate - fromRate) * at) / durationMs) * stepMs) / 1000;
    }
    startMs += durationMs;
  }
  return area;
}

test('a constant rate is evenly spaced from the start and ends with the time', () => {
  assert.deepEqual(timesOf([constant(4, 1000)]), [0, 250, 500, 750]);
  assert.equal(timesOf([constant(1000, 10_000)]).length, 10_000);
  assert.equal(timesOf([constant(0.1, 1_000_000)]).length, 100);
  assert.equal(timesOf([constant(0.3, 10_000)]).length, 3);
  assert.deepEqual(timesOf([]), []);
});

test('nothing drifts over hours', () => {
  const arrivals = createArrivals({
    shape: [constant(997, 10 * hourMs)],
    arrivals: 'constant',
    seed: 1,
    worker: 3,
    workers: 1000,
  });
  let last = 0;
  let count = 0;
  for (let due = arrivals.nextDueMs(); due < Infinity; due = arrivals.nextDueMs()) {
    last = due;
    count += 1;
  }
  assert.equal(count, Math.ceil((997 * 36_000 - 3) / 1000));
  assert.equal(last, (((count - 1) * 1000 + 3) / 997) * 1000);
});

test('a ramp has as many arrivals up to any time as the area under the rate', () => {
  const shapes: readonly (readonly RateStep[])[] = [
    [ramp(0, 100, 10_000)],
    [ramp(100, 0, 10_000)],
    [ramp(20, 21, 3000)],
    [
      ramp(0, 50, 2000),
      constant(50, 3000),
      constant(0, 1500),
      ramp(10, 200, 2500),
      ramp(200, 0, 999),
    ],
  ];
  for (const shape of shapes) {
    const times = timesOf(shape);
    for (const [n, due] of times.entries()) {
      assert.ok(Math.abs(areaUpTo(shape, due) - n) < 0.11, `arrival ${n} at ${due}`);
      assert.ok(n === 0 || due > (times[n - 1] ?? 0));
    }
    assert.ok(Math.abs(times.length - areaUpTo(shape, Infinity)) <= 1);
  }
});

test('half of a ramp from 0 has a quarter of its arrivals', () => {
  const times = timesOf([ramp(0, 400, 10_000)]);
  assert.equal(times.length, 2000);
  assert.ok(Math.abs((times[500] ?? 0) - 5000) < 1e-6);
});

test('nothing is due in a pause; what comes after it comes on time', () => {
  assert.deepEqual(
    timesOf([constant(2, 1000), constant(0, 5000), constant(1, 2000)]),
    [0, 500, 6000, 7000],
  );
});

test('a last step without an end goes on', () => {
  const shape = [constant(10, Infinity)];
  const arrivals = createArrivals({
    shape,
    arrivals: 'constant',
    seed: 1,
    worker: 0,
    workers: 1,
  });
  const times = Array.from({ length: 4 }, () => arrivals.nextDueMs());
  assert.deepEqual(times, [0, 100, 200, 300]);
});

for (const arrivals of ['constant', 'poisson'] as const) {
  test(`workers share one schedule of ${arrivals} arrivals, whatever their number`, () => {
    const shape = [ramp(5, 300, 2000), constant(0, 100), constant(300, 1000)];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.nat(), (workers, seed) => {
        const whole = timesOf(shape, { arrivals, seed });
        const parts = Array.from({ length: workers }, (_, worker) =>
          timesOf(shape, { arrivals, seed, worker, workers }),
        );
        for (const [worker, part] of parts.entries()) {
          assert.deepEqual(
            part,
            whole.filter((_, n) => n % workers === worker),
          );
        }
      }),
      { numRuns: 20 },
    );
  });
}

test('a seed decides about Poisson arrivals', () => {
  const shape = [constant(50, 1000)];
  const first = timesOf(shape, { arrivals: 'poisson', seed: 1 });
  assert.deepEqual(timesOf(shape, { arrivals: 'poisson', seed: 1 }), first);
  assert.notDeepEqual(timesOf(shape, { arrivals: 'poisson', seed: 2 }), first);
});

/** Largest distance between the values' distribution and the expected one (Kolmogorov and Smirnov). */
function distance(values: readonly number[], share: (value: number) => number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const distances = sorted.map((value, index) => {
    const expected = share(value);
    return Math.max(
      Math.abs(expected - index / sorted.length),
      Math.abs(expected - (index + 1) / sorted.length),
    );
  });
  return Math.max(...distances);
}

test('gaps of Poisson arrivals are exponential', () => {
  const times = timesOf([constant(200, 100_000)], { arrivals: 'poisson' });
  // Four standard deviations of a Poisson count.
  assert.ok(Math.abs(times.length - 20_000) < 4 * Math.sqrt(20_000), `${times.length}`);
  const gaps = times.map((time, n) => time - (times[n - 1] ?? 0));
  // 1.95 / √n is exceeded once in a thousand.
  const d = distance(gaps, (gap) => 1 - Math.exp(-gap / 5));
  assert.ok(d < 1.95 / Math.sqrt(gaps.length), `D = ${d}`);
});

test('Poisson arrivals of a ramp are spread as its area', () => {
  const shape = [ramp(0, 2000, 10_000)];
  const times = timesOf(shape, { arrivals: 'poisson' });
  assert.ok(Math.abs(times.length - 10_000) < 4 * Math.sqrt(10_000), `${times.length}`);
  // Given how many there are, arrivals are independent with the rate as their density.
  const d = distance(times, (time) => (time / 10_000) ** 2);
  assert.ok(d < 1.95 / Math.sqrt(times.length), `D = ${d}`);
});

test('gaps follow each other independently', () => {
  const times = timesOf([constant(200, 100_000)], { arrivals: 'poisson', seed: 99 });
  const gaps = times.map((time, n) => time - (times[n - 1] ?? 0) - 5);
  const squares = gaps.reduce((sum, gap) => sum + gap * gap, 0);
  const products = gaps.reduce((sum, gap, n) => sum + gap * (gaps[n + 1] ?? 0), 0);
  assert.ok(Math.abs(products / squares) < 4 / Math.sqrt(gaps.length));
});
