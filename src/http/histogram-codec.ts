import { deflateSync, inflateSync } from 'node:zlib';
import { fromSparse, type Histogram, indexOf, lowestAt, valueUsMax } from './histogram.ts';
import { readZigZag, writeZigZag } from './zigzag.ts';

/**
 * The histogram as HdrHistogram's tools read it (the class AbstractHistogram of github.com/HdrHistogram/HdrHistogram
 * defines the format): base64 of the compressed V2 encoding, values in microseconds.
 */
export function encodeHistogram(histogram: Histogram): string {
  const payload = payloadOf(histogram);
  const plain = Buffer.alloc(headerBytes + payload.length);
  plain.writeInt32BE(cookie, 0);
  plain.writeInt32BE(payload.length, 4);
  // At 8: the normalising offset, which is 0: only histograms of doubles turn their tables round.
  plain.writeInt32BE(3, 12);
  plain.writeBigInt64BE(1n, 16);
  plain.writeBigInt64BE(BigInt(highestTrackable(histogram)), 24);
  plain.writeDoubleBE(1, 32);
  plain.set(payload, headerBytes);
  const compressed = deflateSync(plain);
  const start = Buffer.alloc(8);
  start.writeInt32BE(compressedCookie, 0);
  start.writeInt32BE(compressed.length, 4);
  return Buffer.concat([start, compressed]).toString('base64');
}

/**
 * Reads what `encodeHistogram` or another tool wrote, values in microseconds. Buckets of another layout (significant
 * digits, lowest discernible value) are counted at their middle; smallest and largest value are the ends of the first
 * and the last bucket, because the format keeps no others. Throws a plain `Error` whose message is a sentence.
 */
export function decodeHistogram(base64: string): Histogram {
  const plain = decompress(bytesOf(base64));
  const layout = layoutOf(plain);
  const counts = readZigZag(plain.subarray(headerBytes));
  const sums: Sums = { used: [], count: 0, minUs: Infinity, maxUs: 0, sumUs: 0, squaresUs: 0 };
  for (let index = 0; !counts.done;) {
    const count = counts.next();
    if (count === undefined) throw new Error('The counts of the histogram are damaged.');
    if (count > 0) addBucket(sums, layout, index, count);
    // A negative number stands for so many empty buckets.
    index += count < 0 ? -count : 1;
  }
  return fromSparse({ ...sums, used: Float64Array.from(sums.used) });
}

/** V2 of the encoding; the 1 in the second half of the last byte marks LEB128. */
const cookie = 0x1c849313;
const compressedCookie = 0x1c849314;
const cookieMask: number = ~0xf0;
const headerBytes = 40;
/** An hour: what other tools take by default. Our own table has no end. */
const highestTrackableMin = 3_600_000_000;
/** Our largest table, all counts as long as can be, is 280 KB; finer layouts of other tools are larger. */
const plainBytesMax: number = 512 * 1024;
const base64LengthMax: number = Math.ceil((plainBytesMax * 4) / 3);
const significantDigitsMax = 5;

function payloadOf(histogram: Histogram): readonly number[] {
  const bytes: number[] = [];
  let next = 0;
  for (const { fromUs, count } of histogram.buckets()) {
    const index = indexOf(fromUs);
    const empty = index - next;
    // A single empty bucket is a count of 0.
    if (empty > 0) writeZigZag(empty === 1 ? 0 : -empty, bytes);
    writeZigZag(count, bytes);
    next = index + 1;
  }
  // Nothing at all is what HdrHistogram makes of no values: one empty bucket.
  if (next === 0) writeZigZag(0, bytes);
  return bytes;
}

/** The end of the bucket, so that reading and writing again gives the same text. */
function highestTrackable({ count, maxUs }: Histogram): number {
  return count === 0
    ? highestTrackableMin
    : Math.max(highestTrackableMin, lowestAt(indexOf(maxUs) + 1) - 1);
}

function bytesOf(base64: string): Buffer {
  if (base64.length > base64LengthMax) {
    throw new Error(`The histogram is larger than ${base64LengthMax} characters.`);
  }
  if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) {
    throw new Error('The histogram is not base64.');
  }
  return Buffer.from(base64, 'base64');
}

function decompress(bytes: Buffer): Buffer {
  if (bytes.length < 8 || (bytes.readInt32BE(0) & cookieMask) !== (compressedCookie & cookieMask)) {
    throw new Error('The text is not a histogram in the compressed V2 encoding of HdrHistogram.');
  }
  const compressed = bytes.subarray(8);
  if (bytes.readInt32BE(4) !== compressed.length) throw new Error('The histogram is cut off.');
  try {
    return inflateSync(compressed, { maxOutputLength: plainBytesMax });
  } catch (cause) {
    throw new Error(`The histogram is damaged, or larger than ${plainBytesMax} bytes.`, { cause });
  }
}

/** How a tool lays out its buckets: `subBuckets` of one unit, then half as many of each power of two. */
interface Layout {
  readonly halfSubBuckets: number;
  readonly unitUs: number;
}

function layoutOf(plain: Buffer): Layout {
  if (plain.length < headerBytes || (plain.readInt32BE(0) & cookieMask) !== (cookie & cookieMask)) {
    throw new Error('The compressed text is not a histogram in the V2 encoding of HdrHistogram.');
  }
  if (plain.readInt32BE(4) !== plain.length - headerBytes) {
    throw new Error('The histogram does not have as many counts as it says.');
  }
  // The normalising offset at 8 is how the writer's table was turned in memory; the counts come in order all the same.
  const digits = plain.readInt32BE(12);
  if (digits < 0 || digits > significantDigitsMax) {
    throw new Error(`The histogram has ${digits} significant digits, not 0 to 5.`);
  }
  const lowestUs = plain.readBigInt64BE(16);
  if (lowestUs < 1n || lowestUs > BigInt(valueUsMax)) {
    throw new Error(`The lowest discernible value of the histogram is ${lowestUs}.`);
  }
  // hdr-histogram-js writes the whole number 1 where a double belongs, which read as one is the smallest there is.
  const ratio = plain.readDoubleBE(32);
  if (ratio !== 1 && ratio !== Number.MIN_VALUE) {
    throw new Error(`The histogram is of fractions (ratio ${ratio}), not of whole microseconds.`);
  }
  return {
    halfSubBuckets: 2 ** (Math.ceil(Math.log2(2 * 10 ** digits)) - 1),
    unitUs: 2 ** Math.floor(Math.log2(Number(lowestUs))),
  };
}

interface Sums {
  readonly used: number[];
  count: number;
  minUs: number;
  maxUs: number;
  sumUs: number;
  squaresUs: number;
}

function addBucket(sums: Sums, layout: Layout, sourceIndex: number, count: number): void {
  const { halfSubBuckets, unitUs } = layout;
  const bucket = Math.max(0, Math.floor(sourceIndex / halfSubBuckets) - 1);
  const widthUs = unitUs * 2 ** bucket;
  const fromUs = (sourceIndex - bucket * halfSubBuckets) * widthUs;
  if (fromUs > valueUsMax) throw new Error('The histogram has values of more than 50 days.');
  const middleUs = Math.max(1, fromUs + Math.floor(widthUs / 2));
  sums.count += count;
  if (sums.count > Number.MAX_SAFE_INTEGER) {
    throw new Error('The histogram counts more values than there can be.');
  }
  countAt(sums.used, indexOf(Math.min(middleUs, valueUsMax)), count);
  sums.minUs = Math.min(sums.minUs, Math.max(1, fromUs));
  sums.maxUs = Math.max(sums.maxUs, 1, Math.min(fromUs + widthUs - 1, valueUsMax));
  sums.sumUs += middleUs * count;
  sums.squaresUs += middleUs ** 2 * count;
}

/** Source buckets come in ascending order; several finer ones may be one of ours. */
function countAt(used: number[], index: number, count: number): void {
  if (used.at(-2) === index) used[used.length - 1] = (used.at(-1) ?? 0) + count;
  else used.push(index, count);
}
