import type { Arrivals } from '../../http/arrivals.ts';
import type { Driver, DriverSide } from './driver.ts';
import { DueQueue } from './due-queue.ts';
import type { Slot } from './slot.ts';

/**
 * Requests are due by a schedule. Each is sent by a free slot at its time, or waits in a queue for the next one that
 * gets free, and the time it waits counts: that is what users of a stalled server see.
 */
export class OpenDriver implements Driver {
  readonly #side: DriverSide;
  readonly #arrivals: Arrivals;
  readonly #durationMs: number;
  readonly #free: Slot[];
  readonly #queue = new DueQueue();
  #left: number;
  #startMs = 0;
  #nextMs = Number.POSITIVE_INFINITY;
  #endMs = Number.POSITIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #running = false;

  constructor(
    side: DriverSide,
    arrivals: Arrivals,
    requestsMax: number | undefined,
    durationMs: number,
  ) {
    this.#side = side;
    this.#arrivals = arrivals;
    this.#durationMs = durationMs;
    this.#left = requestsMax ?? Number.POSITIVE_INFINITY;
    // The last one freed is used first: its connection is warm, and no more are open than are needed.
    this.#free = side.slots.filter(({ idle }) => idle).toReversed();
  }

  get backlog(): number {
    return this.#queue.length;
  }

  get exhausted(): boolean {
    return this.#nextMs === Number.POSITIVE_INFINITY && this.#queue.length === 0;
  }

  begin(startMs: number): void {
    this.#startMs = startMs;
    this.#endMs = startMs + this.#durationMs;
    this.#running = true;
    this.#advance();
    this.#pump();
  }

  onFree(slot: Slot, nowMs: number): void {
    slot.freeMs = nowMs;
    if (this.#running && this.#queue.length > 0) return this.#start(slot, this.#queue.shift());
    slot.idle = true;
    this.#free.push(slot);
  }

  poll(): void {
    this.#pump();
  }

  finish(nowMs: number): void {
    this.#endMs = Math.min(this.#endMs, nowMs);
    this.#pump();
    this.#nextMs = Number.POSITIVE_INFINITY;
    clearTimeout(this.#timer);
  }

  drop(nowMs: number): void {
    this.finish(Math.min(nowMs, this.#endMs));
    this.#running = false;
    while (this.#queue.length > 0) this.#side.skip(this.#queue.shift(), nowMs);
  }

  /** Sends what is due and comes back when the next request is. */
  #pump(): void {
    if (!this.#running) return;
    const nowMs = performance.now();
    while (this.#nextMs <= nowMs && this.#nextMs < this.#endMs) {
      const slot = this.#free.pop();
      if (slot !== undefined) this.#start(slot, this.#nextMs);
      else if (!this.#queue.push(this.#nextMs)) this.#side.skip(this.#nextMs, nowMs);
      this.#advance();
    }
    clearTimeout(this.#timer);
    const waitMs = Math.max(0, this.#nextMs - performance.now());
    // Timers count whole milliseconds and are late rather than early.
    if (waitMs < Number.POSITIVE_INFINITY) this.#timer = setTimeout(() => this.#pump(), waitMs);
  }

  #start(slot: Slot, dueMs: number): void {
    slot.idle = false;
    slot.dueMs = dueMs;
    // Where all slots were busy, the server was late, not the generator.
    this.#side.lag(Math.max(0, performance.now() - Math.max(dueMs, slot.freeMs)));
    this.#side.begin(slot);
  }

  #advance(): void {
    this.#left -= 1;
    this.#nextMs =
      this.#left < 0 ? Number.POSITIVE_INFINITY : this.#startMs + this.#arrivals.nextDueMs();
  }
}
