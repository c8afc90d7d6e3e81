import type { Exchange } from '../../http/exchange.ts';
import type { Slot } from './slot.ts';

/** What the users of a side do. */
export interface Traffic {
  /** For reports, in order. */
  readonly operations: readonly string[];
  /** Starts an iteration of a user, which ends in `onIteration` of the side. */
  begin(slot: Slot): void;
  /** Goes on after a request of the iteration ended (and its pause). */
  proceed(slot: Slot, exchange: Exchange): void;
}
