/** More requests than this cannot wait at once: eight megabytes, and minutes of any rate that makes sense. */
const lengthMax = 1 << 20;

/** Times at which requests were due, first in, first out. Grows by doubling. */
export class DueQueue {
  length = 0;
  #times: Float64Array = new Float64Array(1024);
  #first = 0;

  /** False where the queue is full. */
  push(dueMs: number): boolean {
    if (this.length === lengthMax) return false;
    if (this.length === this.#times.length) this.#grow();
    this.#times[(this.#first + this.length) % this.#times.length] = dueMs;
    this.length += 1;
    return true;
  }

  /** The oldest; NaN where there is none. */
  shift(): number {
    if (this.length === 0) return Number.NaN;
    const dueMs = this.#times[this.#first] ?? Number.NaN;
    this.#first = (this.#first + 1) % this.#times.length;
    this.length -= 1;
    return dueMs;
  }

  #grow(): void {
    const grown = new Float64Array(this.#times.length * 2);
    grown.set(this.#times.subarray(this.#first));
    grown.set(this.#times.subarray(0, this.#first), this.#times.length - this.#first);
    this.#times = grown;
    this.#first = 0;
  }
}
