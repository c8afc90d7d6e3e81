import type { Driver, DriverSide } from './driver.ts';
import { valueAt } from './pace.ts';
import type { ClosedLoad, WorkerPlan } from './plan.ts';
import { shareOf } from './share.ts';
import type { Slot } from './slot.ts';

/** Virtual users that start anew as soon as they are free; how many of them are active follows the stages. */
export class ClosedDriver implements Driver {
  readonly backlog = 0;
  readonly #side: DriverSide;
  readonly #load: ClosedLoad;
  readonly #part: WorkerPart;
  /** Iterations that may still be started. */
  #left: number;
  #active = 0;
  #startMs = 0;
  #issuing = false;
  #polledMs = 0;

  constructor(
    side: DriverSide,
    load: ClosedLoad,
    requestsMax: number | undefined,
    part: WorkerPart,
  ) {
    this.#side = side;
    this.#load = load;
    this.#part = part;
    this.#left = requestsMax ?? Number.POSITIVE_INFINITY;
  }

  get exhausted(): boolean {
    return this.#left <= 0;
  }

  begin(startMs: number): void {
    this.#startMs = startMs;
    this.#issuing = true;
    this.#polledMs = performance.now();
    this.poll(this.#polledMs);
  }

  onFree(slot: Slot): void {
    if (!this.#issuing || this.#left <= 0 || slot.index >= this.#active) {
      slot.idle = true;
      return;
    }
    this.#left -= 1;
    slot.idle = false;
    this.#side.begin(slot);
  }

  /** In the closed model nothing is due, so the generator's lateness is that of its timer. */
  poll(nowMs: number): void {
    if (!this.#issuing) return;
    this.#side.lag(Math.max(0, nowMs - this.#polledMs - pollMs));
    this.#polledMs = nowMs;
    const { slots } = this.#side;
    const { worker, workers } = this.#part;
    const active = activeUsers(this.#load, nowMs - this.#startMs);
    // The whole is rounded, and then shared: parts that are rounded do not add up.
    this.#active = Math.min(slots.length, shareOf(active, worker, workers));
    for (let index = 0; index < this.#active; index += 1) {
      const slot = slots[index];
      if (slot?.idle === true) this.onFree(slot);
    }
  }

  finish(): void {
    this.#issuing = false;
  }

  drop(): void {
    this.#issuing = false;
  }
}

/** Which of the workers this is. */
export type WorkerPart = Pick<WorkerPlan, 'worker' | 'workers'>;

/** How often drivers are polled. */
export const pollMs = 20;

function activeUsers({ stages }: ClosedLoad, atMs: number): number {
  const value = valueAt(stages, atMs);
  return value <= 0 ? 0 : Math.max(1, Math.round(value));
}
