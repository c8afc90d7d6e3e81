import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { holm } from './holm.ts';

const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 });

test('the smallest is multiplied by their number, the next by one less, never below the one before', () => {
  const adjusted = holm([0.01, 0.04, 0.03, 0.005]);
  // By hand: 0.005 * 4, 0.01 * 3, 0.03 * 2, 0.04 * 1 raised to 0.06.
  assert.deepEqual(
    adjusted.map((p) => Number(p.toFixed(10))),
    [0.03, 0.06, 0.06, 0.02],
  );
});

test('one alone stays as it is, none stay none', () => {
  assert.deepEqual(holm([0.03]), [0.03]);
  assert.deepEqual(holm([]), []);
});

test('nothing gets smaller, nothing larger than Bonferroni or 1, and the order stays', () => {
  fc.assert(
    fc.property(pValues, (values) => {
      const adjusted = holm(values);
      for (const [index, p] of values.entries()) {
        const own = adjusted[index] ?? Number.NaN;
        assert.ok(own >= p && own <= Math.min(1, p * values.length));
        for (const [other, q] of values.entries()) {
          if (p < q) assert.ok(own <= (adjusted[other] ?? Number.NaN));
        }
      }
    }),
  );
});
