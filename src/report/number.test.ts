import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { change, ms, percent, perSecond, points, withSeparators } from './number.ts';

test('thousands are separated, and decimals kept as asked', () => {
  assert.equal(withSeparators(1_247_832), '1,247,832');
  assert.equal(withSeparators(999), '999');
  assert.equal(withSeparators(1247.84, 1), '1,247.8');
  assert.equal(withSeparators(2 ** 53), '9,007,199,254,740,992');
  assert.equal(withSeparators(Number.NaN), '–');
  assert.equal(withSeparators(Number.POSITIVE_INFINITY), '∞');
});

test('milliseconds have three significant digits, whole numbers from 100', () => {
  const shown: readonly (readonly [number, string])[] = [
    [0, '0'],
    [0.001, '0.001'],
    [0.4123, '0.412'],
    [5.1, '5.1'],
    [12, '12'],
    [67.449, '67.4'],
    [99.96, '100'],
    [423.21, '423'],
    [1247.4, '1,247'],
  ];
  for (const [value, text] of shown) assert.equal(ms(value), text);
});

test('rates have a decimal, and three digits where they are small', () => {
  assert.equal(perSecond(508.23), '508.2');
  assert.equal(perSecond(12_345.67), '12,345.7');
  assert.equal(perSecond(0.5178), '0.518');
  assert.equal(perSecond(0), '0');
});

test('shares are rounded, but never to none or to all', () => {
  assert.equal(percent(0.9905), '99.0%');
  assert.equal(percent(145 / 15_247), '1.0%');
  assert.equal(percent(0), '0.0%');
  assert.equal(percent(1), '100.0%');
  assert.equal(percent(0.9996), '99.96%');
  assert.equal(percent(0.0004), '0.04%');
  assert.equal(percent(1 / 1_000_000), '0.0001%');
  assert.equal(percent(999_999 / 1_000_000), '99.9999%');
  assert.equal(percent(0 / 0), '–');
});

test('a share shows 0 or 100 per cent only where it is none or all, for any counts', () => {
  const counts = fc
    .integer({ min: 1, max: 10 ** 12 })
    .chain((total) => fc.tuple(fc.integer({ min: 0, max: total }), fc.constant(total)));
  fc.assert(
    fc.property(counts, ([some, total]) => {
      const shown = Number.parseFloat(percent(some / total));
      assert.equal(shown === 0, some === 0);
      assert.equal(shown === 100, some === total);
      assert.ok(Math.abs(shown - (some / total) * 100) <= 0.051);
    }),
  );
});

test('ratios are shown as signed differences', () => {
  assert.equal(change(1.048), '+4.8 %');
  assert.equal(change(0.5), '-50.0 %');
  assert.equal(change(1.0001), '±0.0 %');
  assert.equal(change(13.5), '+1,250 %');
  assert.equal(change(Number.POSITIVE_INFINITY), '+∞ %');
  assert.equal(change(Number.NaN), '– %');
  assert.equal(points(0.0123), '+1.23 pp');
  assert.equal(points(-0.00004), '±0.00 pp');
});
