import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { logTicks, niceStep, niceTicks, timeTicks } from './ticks.ts';

test('ticks are the numbers that people would choose', () => {
  assert.deepEqual(niceTicks(0, 1, 6), [0, 0.2, 0.4, 0.6, 0.8, 1]);
  assert.deepEqual(niceTicks(-0.12, 0.31, 5), [0, 0.2]);
  assert.deepEqual(niceTicks(0, 423, 6), [0, 100, 200, 300, 400]);
  assert.deepEqual(logTicks(0.9, 60, 8), [1, 2, 5, 10, 20, 50]);
  assert.deepEqual(logTicks(0.9, 12_000, 6), [1, 10, 100, 1000, 10_000]);
  assert.deepEqual(timeTicks(30_000, 7), [0, 5000, 10_000, 15_000, 20_000, 25_000, 30_000]);
  assert.deepEqual(timeTicks(3_600_000, 5), [0, 900_000, 1_800_000, 2_700_000, 3_600_000]);
  assert.equal(niceStep(0.3), 0.5);
  assert.equal(niceStep(0), 1);
});

const positive = fc.double({ min: 1e-3, max: 1e9, noNaN: true });
const most = fc.integer({ min: 2, max: 12 });

test('ticks are few, inside, and ascending', () => {
  fc.assert(
    fc.property(positive, fc.double({ min: 1.01, max: 1e6, noNaN: true }), most, (low, by, max) => {
      const high = low * by;
      for (const ticks of [niceTicks(low, high, max), logTicks(low, high, max)]) {
        assert.ok(ticks.length <= max, `${ticks.length} > ${max}`);
        assert.ok(ticks.every((tick) => tick >= low * 0.999_999 && tick <= high * 1.000_001));
        assert.deepEqual(
          ticks,
          ticks.toSorted((a, b) => a - b),
        );
      }
    }),
  );
});

test('time starts at 0 and has few ticks, however long it is', () => {
  fc.assert(
    fc.property(fc.double({ min: 1, max: 1e10, noNaN: true }), most, (spanMs, max) => {
      const ticks = timeTicks(spanMs, max);
      assert.equal(ticks[0], 0);
      assert.ok(ticks.length <= max);
      assert.ok((ticks.at(-1) ?? 0) <= spanMs * 1.000_001);
    }),
  );
});
