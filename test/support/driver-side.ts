import type { DriverSide } from '../../src/load/engine/driver.ts';
import { Slot } from '../../src/load/engine/slot.ts';

/** A side that sends nothing: it notes what a driver asks for, and a test says when a request has ended. */
export interface FakeSide extends DriverSide {
  /** Slots that are busy now, in the order in which they began. */
  readonly busy: Slot[];
  /** When each iteration was begun and was due (`NaN`: not at all). */
  readonly begun: { readonly slot: number; readonly atMs: number; readonly dueMs: number }[];
  readonly lags: number[];
  readonly skipped: number[];
}

export function fakeSide(users: number): FakeSide {
  const nobody = {
    onStart: () => false,
    onExchange: () => undefined,
    openChannel: () => {
      throw new Error('Nothing is sent here.');
    },
  };
  const side: FakeSide = {
    slots: Array.from({ length: users }, (_, index) => {
      return new Slot(index, { user: index, values: new Map() }, nobody);
    }),
    busy: [],
    begun: [],
    lags: [],
    skipped: [],
    begin: (slot) => {
      side.busy.push(slot);
      side.begun.push({ slot: slot.index, atMs: performance.now(), dueMs: slot.dueMs });
    },
    lag: (lagMs) => void side.lags.push(lagMs),
    skip: (dueMs) => void side.skipped.push(dueMs),
  };
  return side;
}
