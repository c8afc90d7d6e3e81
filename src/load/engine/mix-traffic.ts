import type { RequestSource } from '../request/source.ts';
import type { Slot } from './slot.ts';
import type { Traffic } from './traffic.ts';

/** Requests drawn from a mix; an iteration is one of them, or the steps of one scenario. */
export class MixTraffic implements Traffic {
  readonly operations: readonly string[];
  readonly #source: RequestSource;
  readonly #onIteration: (slot: Slot, nowMs: number) => void;

  constructor(
    operations: readonly string[],
    source: RequestSource,
    onIteration: (slot: Slot, nowMs: number) => void,
  ) {
    this.operations = operations;
    this.#source = source;
    this.#onIteration = onIteration;
  }

  begin(slot: Slot): void {
    slot.fire(this.#source.next(slot.session));
  }

  proceed(slot: Slot, exchange: { readonly endedMs: number }): void {
    if (slot.planned?.last === true) this.#onIteration(slot, exchange.endedMs);
    else this.begin(slot);
  }
}
