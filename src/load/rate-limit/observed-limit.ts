import type { WindowKind } from './window-kind.ts';

/** What the traffic shows of a limiter, whatever its headers say. */
export interface ObservedLimit {
  readonly kind: WindowKind | 'token bucket' | undefined;
  /** Requests in each window; for a token bucket those that it lets through at once when full. */
  readonly limit: number | undefined;
  /** For a token bucket the time in which it fills. */
  readonly windowMs: number | undefined;
  /** In place of both, where no window was seen from its start to its end. */
  readonly firstWindow: FirstWindow | undefined;
  /** What is let through in the long run; undefined where too little was seen. */
  readonly perSecond: number | undefined;
  /** Requests that were refused although the budget was not used up. */
  readonly refusedEarly: number;
}

/** A run that saw the limit used up once. */
export interface FirstWindow {
  readonly admitted: number;
  /** From the first to the last of them. */
  readonly usedMs: number;
  /** How long all others were refused after that. */
  readonly silentMs: number;
  /** From the first one until requests were let through again; undefined where the run ended before. */
  readonly reopenedMs: number | undefined;
  /**
   * Whether those admitted are the limit of one window. Where using it up took most of the time, the flood may have been too
   * weak for the windows before, and they passed without a refusal.
   */
  readonly isSure: boolean;
}

export const nothingObserved: ObservedLimit = {
  kind: undefined,
  limit: undefined,
  windowMs: undefined,
  firstWindow: undefined,
  perSecond: undefined,
  refusedEarly: 0,
};

/** The window lasts at least so long. */
export function shortestWindowMs({ usedMs, silentMs, isSure }: FirstWindow): number {
  return isSure ? usedMs + silentMs : silentMs;
}
