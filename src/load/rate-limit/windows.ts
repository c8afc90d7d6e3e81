import { type Burst, isQuick } from './bursts.ts';
import type { Decisions } from './decisions.ts';
import { largest, median } from './numbers.ts';
import { periodMs } from './period.ts';

/** Windows that open one after the other and let the same number through in each. */
export interface WindowFit {
  readonly limit: number;
  /** Undefined where no window was seen from its start to its end. */
  readonly windowMs: number | undefined;
  readonly bursts: readonly Burst[];
  /** Whether the limit is sure: a burst that was used up quickly, or two that are equal. */
  readonly isSure: boolean;
  /** Whether several windows let exactly the same number through, which nothing else does. */
  readonly isRegular: boolean;
}

/** Reads limit and length of the window off bursts; undefined where the limiter never opened again. */
export function fitWindows(decisions: Decisions, bursts: readonly Burst[]): WindowFit | undefined {
  // A run begins anywhere in a window, so the first burst may be smaller.
  const later = bursts.slice(1);
  if (later.length === 0) return undefined;
  const complete = later.filter(({ silentMs }) => silentMs > 0);
  const limit =
    complete.length > 0
      ? median(complete.map(({ count }) => count))
      : largest(bursts.map(({ count }) => count));
  const isSame = ({ count, silentMs }: Burst): boolean =>
    silentMs > 0 && Math.abs(count - limit) <= tolerance * limit;
  const equal = bursts.filter(isSame);
  return {
    limit,
    windowMs: periodMs(decisions, later),
    bursts,
    isSure: equal.length > 1 || equal.some(isQuick),
    isRegular: limit >= 5 && complete.length >= 3 && complete.every(isSame),
  };
}

/** What counts as the same limit: 2 %. */
const tolerance = 0.02;
