import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import * as fc from 'fast-check';
import { build, decodeFromCompressedBase64, encodeIntoCompressedBase64 } from 'hdr-histogram-js';
import { Histogram, valueUsMax } from './histogram.ts';
import { decodeHistogram, encodeHistogram } from './histogram-codec.ts';

const percentiles = [0, 1, 25, 50, 90, 95, 99, 99.9, 100];

/** Up to a quarter of an hour: what a bucket of 32 bits of the other implementation holds. */
const valuesUs = fc
  .double({ min: 0, max: Math.log2(9e8), noNaN: true })
  .map((exponent) => Math.round(2 ** exponent));

function histogramOf(values: readonly number[]): Histogram {
  const histogram = new Histogram();
  for (const value of values) histogram.record(value);
  return histogram;
}

function bucketsOf(histogram: Histogram): unknown {
  return [...histogram.buckets()];
}

test('what is written comes back bucket by bucket, and again as the same text', () => {
  const anyUs = fc.integer({ min: 1, max: valueUsMax });
  fc.assert(
    fc.property(fc.array(fc.oneof(valuesUs, anyUs)), (values) => {
      const histogram = histogramOf(values);
      const text = encodeHistogram(histogram);
      const read = decodeHistogram(text);
      assert.equal(read.count, histogram.count);
      assert.deepEqual(bucketsOf(read), bucketsOf(histogram));
      assert.equal(encodeHistogram(read), text);
      assert.ok(Math.abs(read.meanUs - histogram.meanUs) <= histogram.meanUs / 1000);
    }),
  );
});

test('another implementation of HdrHistogram reads the same percentiles from it', () => {
  fc.assert(
    fc.property(fc.array(valuesUs, { minLength: 1 }), (values) => {
      const own = histogramOf(values);
      const other = decodeFromCompressedBase64(encodeHistogram(own));
      assert.equal(other.totalCount, values.length);
      for (const percentile of percentiles) {
        const expected = own.quantileUs(percentile / 100);
        // It gives the upper end of a bucket.
        const read = other.getValueAtPercentile(percentile);
        assert.ok(Math.abs(read - expected) <= expected / 1000, `p${percentile}: ${read}`);
      }
    }),
    { numRuns: 50 },
  );
});

for (const digits of [1, 2, 3, 4, 5] as const) {
  test(`histograms of another implementation with ${digits} significant digits can be read`, () => {
    fc.assert(
      fc.property(fc.array(valuesUs, { minLength: 1 }), (values) => {
        const other = build({ numberOfSignificantValueDigits: digits, bitBucketSize: 32 });
        for (const value of values) other.recordValue(value);
        const read = decodeHistogram(encodeIntoCompressedBase64(other));
        assert.equal(read.count, values.length);
        const sorted = values.toSorted((a, b) => a - b);
        for (const percentile of percentiles) {
          const rank = Math.max(0, Math.ceil((percentile / 100) * values.length - 1e-9) - 1);
          const exact = sorted[rank] ?? 0;
          const off = Math.abs(read.quantileUs(percentile / 100) - exact);
          assert.ok(off <= exact * (10 ** -digits + 0.001), `p${percentile}: ${off} µs off`);
        }
      }),
      { numRuns: 20 },
    );
  });
}

test('a coarser lowest value moves values by half a unit at most; zero counts as one microsecond', () => {
  const other = build({ lowestDiscernibleValue: 1024, highestTrackableValue: 3_600_000_000 });
  for (const value of [0, 5000, 5_000_000]) other.recordValue(value);
  const read = decodeHistogram(encodeIntoCompressedBase64(other));
  assert.equal(read.count, 3);
  assert.equal(read.minUs, 1);
  assert.ok(Math.abs(read.quantileUs(0.5) - 5000) <= 1024);
  assert.ok(Math.abs(read.maxUs - 5_000_000) <= 5000);
});

test('an empty histogram stays empty, here and there', () => {
  const text = encodeHistogram(new Histogram());
  assert.equal(decodeHistogram(text).count, 0);
  assert.equal(decodeFromCompressedBase64(text).totalCount, 0);
  const other = encodeIntoCompressedBase64(build({ highestTrackableValue: 1000 }));
  assert.equal(decodeHistogram(other).count, 0);
});

test('a histogram written by hand is read as the format says', () => {
  // An empty bucket, 3 values of 1 µs, 9 empty buckets, 130 values of 11 µs.
  const payload = Uint8Array.of(0, 6, 17, 0x84, 0x02);
  assert.deepEqual(bucketsOf(decodeHistogram(packed(plainOf({ payload })))), [
    { fromUs: 1, toUs: 2, count: 3 },
    { fromUs: 11, toUs: 12, count: 130 },
  ]);
});

const broken: readonly (readonly [what: string, text: string, message: RegExp])[] = [
  ['nothing', '', /not a histogram/],
  ['no base64', 'HISTFAAA!!!=', /not base64/],
  ['base64 of something else', Buffer.from('Hello, world').toString('base64'), /not a histogram/],
  ['too much text', 'A'.repeat(4_000_000), /larger than/],
  ['half of a histogram', cutOff(), /cut off/],
  ['damaged compression', packed(new Uint8Array(0), Uint8Array.of(1, 2, 3)), /damaged/],
  ['a bomb', packed(new Uint8Array(200_000_000)), /larger than/],
  ['no header', packed(Uint8Array.of(0x1c, 0x84, 0x93, 0x13)), /not a histogram/],
  ['the first version', packed(plainOf({ cookie: 0x1c849301 })), /not a histogram/],
  ['a wrong length', packed(plainOf({ payloadLength: 7 })), /as many counts/],
  ['a negative length', packed(plainOf({ payloadLength: -1 })), /as many counts/],
  ['too many digits', packed(plainOf({ digits: 6 })), /significant digits/],
  ['negative digits', packed(plainOf({ digits: -1 })), /significant digits/],
  ['a lowest value of 0', packed(plainOf({ lowest: 0n })), /lowest discernible/],
  ['a lowest value beyond all', packed(plainOf({ lowest: 2n ** 62n })), /lowest discernible/],
  ['fractions', packed(plainOf({ ratio: 0.5 })), /of fractions/],
  ['no number as ratio', packed(plainOf({ ratio: Number.NaN })), /of fractions/],
  ['an unfinished count', packed(plainOf({ payload: Uint8Array.of(0x80) })), /damaged/],
  ['an endless count', packed(plainOf({ payload: new Uint8Array(9).fill(0xfe) })), /damaged/],
  ['a value of years', packed(plainOf({ payload: longRun() })), /50 days/],
  ['too many values', packed(plainOf({ payload: manyValues() })), /more values than/],
];

for (const [what, text, message] of broken) {
  test(`refused with a sentence: ${what}`, () => {
    assert.throws(() => decodeHistogram(text), { name: 'Error', message });
  });
}

test('bytes changed at random are read or refused with a sentence, and quickly', () => {
  const text = encodeHistogram(histogramOf([1, 500, 90_000, 3e9]));
  const inner = plainOf({ payload: Uint8Array.of(0, 6, 17, 0x84, 0x02, 0xff, 0xff, 0x03, 8) });
  const edits = fc.array(fc.tuple(fc.nat(60), fc.nat(255)), { minLength: 1, maxLength: 4 });
  const startedMs = performance.now();
  fc.assert(
    fc.property(edits, fc.boolean(), (changes, within) => {
      const bytes = within ? Uint8Array.from(inner) : Uint8Array.from(Buffer.from(text, 'base64'));
      for (const [place, byte] of changes) bytes[place % bytes.length] = byte;
      readOrRefused(within ? packed(bytes) : Buffer.from(bytes).toString('base64'));
    }),
    { numRuns: 500 },
  );
  assert.ok(performance.now() - startedMs < 5000);
});

function readOrRefused(text: string): void {
  let read: Histogram;
  try {
    read = decodeHistogram(text);
  } catch (error) {
    assert.ok(error instanceof Error && error.name === 'Error' && /^The .*\.$/.test(error.message));
    return;
  }
  const sum = [...read.buckets()].reduce((total, { count }) => total + count, 0);
  assert.equal(sum, read.count);
  assert.ok(Number.isFinite(read.meanUs));
}

interface PlainParts {
  readonly cookie?: number;
  readonly payload?: Uint8Array;
  readonly payloadLength?: number;
  readonly digits?: number;
  readonly lowest?: bigint;
  readonly ratio?: number;
}

/** An encoded histogram before compression. */
function plainOf(parts: PlainParts): Uint8Array {
  const payload = parts.payload ?? Uint8Array.of(0, 2);
  const plain = Buffer.alloc(40 + payload.length);
  plain.writeInt32BE(parts.cookie ?? 0x1c849313, 0);
  plain.writeInt32BE(parts.payloadLength ?? payload.length, 4);
  plain.writeInt32BE(parts.digits ?? 3, 12);
  plain.writeBigInt64BE(parts.lowest ?? 1n, 16);
  plain.writeBigInt64BE(3_600_000_000n, 24);
  plain.writeDoubleBE(parts.ratio ?? 1, 32);
  plain.set(payload, 40);
  return plain;
}

function packed(plain: Uint8Array, compressed: Uint8Array = deflateSync(plain)): string {
  const start = Buffer.alloc(8);
  start.writeInt32BE(0x1c849314, 0);
  start.writeInt32BE(compressed.length, 4);
  return Buffer.concat([start, compressed]).toString('base64');
}

function cutOff(): string {
  const bytes = Buffer.from(encodeHistogram(histogramOf([1, 2, 3])), 'base64');
  return bytes.subarray(0, bytes.length / 2).toString('base64');
}

/** A run of 2^40 empty buckets, then a value. */
function longRun(): Uint8Array {
  return Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0x3f, 2);
}

/** Twice as many as can be counted exactly. */
function manyValues(): Uint8Array {
  const most = [0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x1f];
  return Uint8Array.from([...most, ...most]);
}
