import type { Exchange } from '../../http/exchange.ts';
import type { Fault } from '../../http/fault.ts';
import type { Checks } from '../scenario/checks.ts';
import type { Slot } from './slot.ts';

/** What became of a request: 0, success; a fault; or -1, a response whose status was not an expected one. */
export type Judgement = Fault;

/** What the users of a side do. */
export interface Traffic {
  /** For reports, in order; it may grow. */
  readonly operations: readonly string[];
  /** Of scenarios. */
  readonly checks: Checks | undefined;
  /** Starts an iteration of a user, which ends in `onIteration` of the side. */
  begin(slot: Slot): void;
  judge(slot: Slot, exchange: Exchange): Judgement;
  /** Whether the iteration of a slot that is not idle has more to send, after its pause. */
  goesOn(slot: Slot): boolean;
  /** Goes on after a request of the iteration ended (and its pause). */
  proceed(slot: Slot, nowMs: number): void;
}
