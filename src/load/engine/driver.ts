import type { Slot } from './slot.ts';

/** Decides when which slot starts its next iteration. One drives each segment. */
export interface Driver {
  /** The segment begins; times are of `performance.now()`. */
  begin(startMs: number): void;
  /** A slot has nothing to do (any more). */
  onFree(slot: Slot, nowMs: number): void;
  /** Called every few milliseconds. */
  poll(nowMs: number): void;
  /** No request is due after this; what was due before may still be sent until `drop`. */
  finish(nowMs: number): void;
  /** Gives up what was due and not sent. */
  drop(nowMs: number): void;
  /** Requests that were due and wait for a free slot. */
  readonly backlog: number;
  /** True where nothing will ever be due again, although the time is not up. */
  readonly exhausted: boolean;
}

/** What a driver may ask of its side. */
export interface DriverSide {
  readonly slots: readonly Slot[];
  /** Starts an iteration now. */
  begin(slot: Slot): void;
  /** How late the generator was for a request. */
  lag(lagMs: number): void;
  /** A request that was due and will not be sent. */
  skip(dueMs: number, nowMs: number): void;
}
