/**
 * A High Dynamic Range histogram of microseconds: 3 significant digits from 1 µs to any length, so that each value is
 * counted in a bucket at most 0.1 % wide. Layout of G. Tene's HdrHistogram (lowest discernible value 1, 2,048
 * sub-buckets), so that `histogram-codec.ts` writes what other tools read. Counts are doubles (exact to 2^53) and the
 * table grows with the largest value: 32 KiB hold up to 8 ms, 64 KiB 130 ms.
 */
export class Histogram {
  counts: Float64Array = new Float64Array(initialLength);
  count = 0;
  /** Exact, unlike the buckets; `Infinity` and 0 while empty. */
  minUs: number = Number.POSITIVE_INFINITY;
  maxUs = 0;
  #sumUs = 0;
  #squaresUs = 0;

  /**
   * Counts a value; fractions are rounded to whole microseconds, at least 1 and at most 50 days. Throws a plain
   * `RangeError` for NaN: a sum with one in it would never be a number again.
   */
  record(valueUs: number): void {
    const value = valueUs >= 1 ? Math.min(Math.round(valueUs), valueUsMax) : lowest(valueUs);
    const index = indexOf(value);
    if (index >= this.counts.length) this.#grow(index);
    this.counts[index] = (this.counts[index] ?? 0) + 1;
    this.count += 1;
    if (value < this.minUs) this.minUs = value;
    if (value > this.maxUs) this.maxUs = value;
    this.#sumUs += value;
    this.#squaresUs += value * value;
  }

  /** Counts all that another histogram counted: nothing is lost, the buckets are the same. */
  add(other: Histogram): void {
    const { counts } = other;
    const last = other.#lastIndex;
    if (last >= this.counts.length) this.#grow(last);
    const own = this.counts;
    for (let index = other.#firstIndex; index <= last; index += 1) {
      const count = counts[index] ?? 0;
      if (count !== 0) own[index] = (own[index] ?? 0) + count;
    }
    this.count += other.count;
    this.minUs = Math.min(this.minUs, other.minUs);
    this.maxUs = Math.max(this.maxUs, other.maxUs);
    this.#sumUs += other.#sumUs;
    this.#squaresUs += other.#squaresUs;
  }

  reset(): void {
    this.counts.fill(0, this.#firstIndex, this.#lastIndex + 1);
    this.count = 0;
    this.minUs = Number.POSITIVE_INFINITY;
    this.maxUs = 0;
    this.#sumUs = 0;
    this.#squaresUs = 0;
  }

  get meanUs(): number {
    return this.count === 0 ? 0 : this.#sumUs / this.count;
  }

  /** Of the population, as the whole of it was measured. */
  get stdevUs(): number {
    if (this.count === 0) return 0;
    return Math.sqrt(Math.max(0, this.#squaresUs / this.count - this.meanUs ** 2));
  }

  /**
   * The value that `share` (0 to 1) of all values do not exceed; 0 while empty. The middle of its bucket, never beyond
   * the smallest and largest value that were recorded; those two themselves are exact.
   */
  quantileUs(share: number): number {
    if (this.count === 0) return 0;
    const rank = Math.ceil(share * this.count * rankSlack);
    if (rank <= 1) return this.minUs;
    if (rank >= this.count) return this.maxUs;
    let seen = 0;
    for (let index = this.#firstIndex; index < this.counts.length; index += 1) {
      seen += this.counts[index] ?? 0;
      if (seen >= rank) {
        const middle = (lowestAt(index) + lowestAt(index + 1) - 1) / 2;
        return Math.min(this.maxUs, Math.max(this.minUs, middle));
      }
    }
    return this.maxUs;
  }

  /** Share of the values (0 to 1) that do not exceed `valueUs`, by whole buckets. */
  shareUpTo(valueUs: number): number {
    if (this.count === 0 || valueUs < this.minUs) return 0;
    const last = Math.min(indexOf(Math.min(Math.round(valueUs), valueUsMax)), this.#lastIndex);
    let seen = 0;
    for (let index = this.#firstIndex; index <= last; index += 1) seen += this.counts[index] ?? 0;
    return seen / this.count;
  }

  /** The buckets in use, in ascending order. */
  *buckets(): Generator<Bucket> {
    const last = this.#lastIndex;
    for (let index = this.#firstIndex; index <= last; index += 1) {
      const count = this.counts[index] ?? 0;
      if (count !== 0) yield { fromUs: lowestAt(index), toUs: lowestAt(index + 1), count };
    }
  }

  /** What crosses threads: the buckets in use only. */
  toSparse(): SparseHistogram {
    const used: number[] = [];
    const last = this.#lastIndex;
    for (let index = this.#firstIndex; index <= last; index += 1) {
      const count = this.counts[index] ?? 0;
      if (count !== 0) used.push(index, count);
    }
    return {
      used: Float64Array.from(used),
      minUs: this.minUs,
      maxUs: this.maxUs,
      sumUs: this.#sumUs,
      squaresUs: this.#squaresUs,
    };
  }

  addSparse({ used, minUs, maxUs, sumUs, squaresUs }: SparseHistogram): void {
    const last = used.at(-2);
    if (last === undefined) return;
    if (last >= this.counts.length) this.#grow(last);
    for (let place = 0; place < used.length; place += 2) {
      const index = used[place] ?? 0;
      const count = used[place + 1] ?? 0;
      this.counts[index] = (this.counts[index] ?? 0) + count;
      this.count += count;
    }
    this.minUs = Math.min(this.minUs, minUs);
    this.maxUs = Math.max(this.maxUs, maxUs);
    this.#sumUs += sumUs;
    this.#squaresUs += squaresUs;
  }

  get #firstIndex(): number {
    return this.count === 0 ? 0 : indexOf(this.minUs);
  }

  /** -1 while empty, so that loops have nothing to do. */
  get #lastIndex(): number {
    return this.count === 0 ? -1 : indexOf(this.maxUs);
  }

  #grow(index: number): void {
    const grown = new Float64Array(Math.max(index + 1, this.counts.length * 2));
    grown.set(this.counts);
    this.counts = grown;
  }
}

export interface Bucket {
  readonly fromUs: number;
  /** Exclusive. */
  readonly toUs: number;
  readonly count: number;
}

export interface SparseHistogram {
  /** Index, count, index, count …, ascending. */
  readonly used: Float64Array;
  readonly minUs: number;
  readonly maxUs: number;
  readonly sumUs: number;
  readonly squaresUs: number;
}

export function fromSparse(sparse: SparseHistogram): Histogram {
  const histogram = new Histogram();
  histogram.addSparse(sparse);
  return histogram;
}

/** 3 significant digits need 2,000 steps; the next power of two is 2^11. Each further bucket doubles the step. */
const subBucketBits = 11;
const subBuckets: number = 1 << subBucketBits;
const half: number = subBuckets >> 1;
/** Up to 8 ms before the first growth. */
const initialLength: number = half * 4;
/** 50 days. 36 minutes would fit 31 bits; longer values are possible, because large ones are not shifted as integers. */
export const valueUsMax: number = 2 ** 42;
/** Keeps 0.07 * 100, which is a little more than 7, from asking for the 8th value; relative, so that it works for any count. */
const rankSlack: number = 1 - 4 * Number.EPSILON;

function lowest(valueUs: number): number {
  if (Number.isNaN(valueUs)) throw new RangeError('A histogram cannot count NaN.');
  return 1;
}

/** Place of a whole number of microseconds in the table of counts. */
export function indexOf(value: number): number {
  if (value < subBuckets) return value;
  if (value < 2 ** 31) {
    const bucket = 32 - subBucketBits - Math.clz32(value);
    return bucket * half + (value >> bucket);
  }
  // Shifts and Math.clz32 know 32 bits only.
  const bucket = 64 - subBucketBits - Math.clz32(value / 2 ** 32);
  return bucket * half + Math.floor(value / 2 ** bucket);
}

/** The smallest value that is counted at a place. */
export function lowestAt(index: number): number {
  if (index < subBuckets) return index;
  const bucket = Math.floor(index / half) - 1;
  return (index - bucket * half) * 2 ** bucket;
}
