import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { seededRandom } from '../base/random.ts';
import { fromSparse, Histogram, indexOf, lowestAt, valueUsMax } from './histogram.ts';

const quantiles = [0, 0.001, 0.1, 0.5, 0.9, 0.95, 0.99, 0.999, 1];

/** Whole microseconds over the whole range, small ones as often as large ones. */
const valuesUs = fc
  .double({ min: 0, max: Math.log2(valueUsMax), noNaN: true })
  .map((exponent) => Math.round(2 ** exponent));

function histogramOf(values: readonly number[]): Histogram {
  const histogram = new Histogram();
  for (const value of values) histogram.record(value);
  return histogram;
}

/** What can be seen of a histogram, however large its table is; without what the order of adding may round. */
function seen(histogram: Histogram): unknown {
  const { count, minUs, maxUs, meanUs } = histogram;
  return { count, minUs, maxUs, meanUs, buckets: [...histogram.buckets()] };
}

test('a value lies in its bucket, and no bucket is wider than 0.1 %', () => {
  fc.assert(
    fc.property(valuesUs, (value) => {
      const index = indexOf(value);
      const from = lowestAt(index);
      const width = lowestAt(index + 1) - from;
      assert.ok(from <= value && value < from + width);
      assert.ok(width === 1 || width <= from / 1000, `${width} µs at ${from} µs`);
    }),
  );
});

test('buckets follow one another without a gap, up to the largest value', () => {
  for (let index = 1; index <= indexOf(valueUsMax); index += 1) {
    assert.equal(indexOf(lowestAt(index)), index);
    assert.equal(indexOf(lowestAt(index + 1) - 1), index);
  }
});

test('places are those of HdrHistogram with 3 significant digits', () => {
  // From the layout's definition: 2,048 places of width 1, then 1,024 of each power of two.
  const places = [1, 2047, 2048, 2049, 2050, 4096, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 40];
  assert.deepEqual(
    places.map(indexOf),
    [1, 2047, 2048, 2048, 2049, 3072, 22_527, 22_528, 23_552, 31_744],
  );
});

test('quantiles are those of the sorted values within 0.1 %', () => {
  fc.assert(
    fc.property(fc.array(valuesUs, { minLength: 1, maxLength: 400 }), (values) => {
      const histogram = histogramOf(values);
      const sorted = values.toSorted((a, b) => a - b);
      for (const share of quantiles) {
        const exact = sorted[Math.max(0, Math.ceil(share * values.length - 1e-9) - 1)] ?? 0;
        const read = histogram.quantileUs(share);
        assert.ok(Math.abs(read - exact) <= exact / 1000, `p${share * 100}: ${read}, not ${exact}`);
      }
    }),
  );
});

test('quantile 0 is the smallest value and quantile 1 the largest, exactly', () => {
  const histogram = histogramOf([1_000_003, 1_000_007, 2_000_001, 9_000_011]);
  assert.equal(histogram.quantileUs(0), 1_000_003);
  assert.equal(histogram.quantileUs(1), 9_000_011);
});

test('a rank that floating point puts a hair above a whole number is that whole number', () => {
  // 0.07 * 100 is 7.000000000000001.
  const hundred = histogramOf(Array.from({ length: 100 }, (_, index) => index + 1));
  assert.equal(hundred.quantileUs(0.07), 7);
  assert.equal(hundred.quantileUs(0.95), 95);
  const billions = fromSparse({
    used: Float64Array.of(1, 7e11, 2, 93e11),
    minUs: 1,
    maxUs: 2,
    sumUs: 7e11 + 186e11,
    squaresUs: 7e11 + 372e11,
  });
  assert.equal(billions.quantileUs(0.07), 1);
  assert.equal(billions.quantileUs(0.0700001), 2);
});

test('mean and standard deviation are of the exact values, not of the buckets', () => {
  const histogram = histogramOf([100_001, 100_003, 100_005, 100_007]);
  assert.equal(histogram.meanUs, 100_004);
  assert.ok(Math.abs(histogram.stdevUs - Math.sqrt(5)) < 1e-3);
});

test('an empty histogram has nothing to say', () => {
  const empty = new Histogram();
  assert.equal(empty.quantileUs(0.5), 0);
  assert.equal(empty.meanUs, 0);
  assert.equal(empty.stdevUs, 0);
  assert.equal(empty.shareUpTo(1000), 0);
  assert.equal(empty.shareUpTo(Number.POSITIVE_INFINITY), 0);
  assert.deepEqual([...empty.buckets()], []);
  assert.equal(empty.toSparse().used.length, 0);
});

test('what is below a microsecond counts as one, what is endless as the largest value', () => {
  const histogram = histogramOf([-5, 0, 0.4, Number.POSITIVE_INFINITY]);
  assert.equal(histogram.count, 4);
  assert.equal(histogram.quantileUs(0.5), 1);
  assert.equal(histogram.maxUs, valueUsMax);
  assert.equal(histogram.meanUs, (valueUsMax + 3) / 4);
});

test('NaN is refused, and leaves no trace', () => {
  const histogram = histogramOf([5]);
  assert.throws(() => histogram.record(Number.NaN), RangeError);
  assert.deepEqual(seen(histogram), seen(histogramOf([5])));
});

test('shares are of whole buckets', () => {
  const histogram = histogramOf([10, 20, 30, 1_000_000]);
  assert.equal(histogram.shareUpTo(9), 0);
  assert.equal(histogram.shareUpTo(20), 0.5);
  assert.equal(histogram.shareUpTo(29.9), 0.75);
  assert.equal(histogram.shareUpTo(999_000), 0.75);
  assert.equal(histogram.shareUpTo(1_000_000), 1);
  assert.equal(histogram.shareUpTo(Number.POSITIVE_INFINITY), 1);
  // In the same bucket as the value, but below it.
  assert.equal(histogramOf([1_000_005]).shareUpTo(1_000_001), 0);
});

test('parts added up are the whole, whatever their sizes and their order', () => {
  fc.assert(
    fc.property(fc.array(valuesUs), fc.array(valuesUs), (a, b) => {
      const whole = seen(histogramOf([...a, ...b]));
      const added = histogramOf(a);
      added.add(histogramOf(b));
      assert.deepEqual(seen(added), whole);
      const sparse = histogramOf(a);
      sparse.addSparse(structuredClone(histogramOf(b).toSparse()));
      assert.deepEqual(seen(sparse), whole);
    }),
    { numRuns: 50 },
  );
});

test('the standard deviation is that of the whole after adding', () => {
  const whole = histogramOf([1000, 3000, 5000, 7000]);
  const added = histogramOf([1000, 7000]);
  added.add(histogramOf([3000]));
  added.addSparse(histogramOf([5000]).toSparse());
  assert.equal(added.stdevUs, whole.stdevUs);
  assert.equal(whole.stdevUs, Math.sqrt(5e6));
});

test('adding a histogram to itself doubles it', () => {
  const histogram = histogramOf([1, 5000, 3e9]);
  histogram.add(histogram);
  assert.deepEqual(seen(histogram), seen(histogramOf([1, 5000, 3e9, 1, 5000, 3e9])));
});

test('after a reset it is as new', () => {
  fc.assert(
    fc.property(fc.array(valuesUs), fc.array(valuesUs), (before, after) => {
      const histogram = histogramOf(before);
      histogram.reset();
      for (const value of after) histogram.record(value);
      assert.deepEqual(seen(histogram), seen(histogramOf(after)));
      assert.equal(
        histogram.counts.reduce((sum, count) => sum + count, 0),
        after.length,
      );
    }),
    { numRuns: 50 },
  );
});

test('a million values up to 100 ms take 64 KiB, and a fraction of a second', () => {
  const random = seededRandom(1);
  const histogram = new Histogram();
  const startedMs = performance.now();
  for (let n = 0; n < 1_000_000; n += 1) histogram.record(random() * 100_000);
  assert.ok(performance.now() - startedMs < 1000);
  assert.equal(histogram.counts.byteLength, 65_536);
});
