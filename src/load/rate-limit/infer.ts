import { type BucketFit, bucketMisfit, countBucketRefusals, fitBucket } from './bucket.ts';
import { burstsBetween, type Silence, silencesOf } from './bursts.ts';
import type { Decisions } from './decisions.ts';
import { meanWidthMs, middleMs, thinned } from './spans.ts';
import { fitWeightedWindow, type WeightedFit } from './weighted-window.ts';
import { type WindowKind, windowKind } from './window-kind.ts';
import { countWindowRefusals, fitWindows, type WindowFit, windowMisfit } from './windows.ts';

/** What the traffic shows of a limiter, whatever its headers say. */
export interface ObservedLimit {
  readonly kind: WindowKind | 'token bucket' | undefined;
  /** Requests in each window; for a token bucket those that it lets through at once when full. */
  readonly limit: number | undefined;
  /** For a token bucket the time in which it fills. Undefined where no whole window was seen. */
  readonly windowMs: number | undefined;
  /** Where no whole window was seen: it lasts at least so long. */
  readonly windowMsMin: number | undefined;
  /** Where no whole window was seen: how long after the first request it opened again; undefined where it did not. */
  readonly reopenedMs: number | undefined;
  /** What is let through in the long run; undefined where too little was seen. */
  readonly perSecond: number | undefined;
  /** Requests that were refused although the budget was not used up. */
  readonly refusedEarly: number;
}

/**
 * Finds the limit that is really there. Windows (bursts that come back after a time) and buckets (a burst, then a steady
 * rate) are fitted to the admissions, and every decision of the server is held against each: the fit that contradicts the
 * fewest wins. Where even that one contradicts many, or the limiter is faster than single decisions can be told apart,
 * only the rate is given.
 */
export function inferLimit(decisions: Decisions): ObservedLimit {
  const { admitted, refused } = decisions;
  if (refused.count === 0 || admitted.count === 0) return nothing;
  const judged = { admitted, refused: thinned(refused, judgedRefusalsMax) };
  const silences = silencesOf(decisions);
  const candidates = candidatesOf(decisions, silences)
    .map((candidate) => ({ candidate, misfit: misfitOf(candidate, judged) }))
    .toSorted((a, b) => a.misfit - b.misfit);
  const [best] = candidates;
  if (best === undefined) return onlyBurst(decisions, silences);
  if (best.misfit > misfitMax) return onlyRate(decisions);
  const { candidate } = best;
  if ('windows' in candidate) return ofWindows(candidate.windows, decisions);
  if ('weighted' in candidate) return ofWeighted(candidate.weighted, decisions);
  return ofBucket(candidate.bucket, decisions);
}

type Candidate =
  | { readonly windows: WindowFit }
  | { readonly weighted: WeightedFit }
  | { readonly bucket: BucketFit };

function candidatesOf(decisions: Decisions, silences: readonly Silence[]): readonly Candidate[] {
  const longestMs = Math.max(0, ...silences.map(({ lengthMs }) => lengthMs));
  // Silences vary in length with the bursts before them, and within bursts there are short ones. The finest comes first:
  // several windows taken for one explain as much.
  const windows = [0.2, 0.4, 0.7].flatMap((share) => {
    const fit = fitWindows(decisions, burstsBetween(decisions, silences, share * longestMs));
    // Windows of one request are a bucket that holds one.
    return fit === undefined || fit.limit < 2 ? [] : { windows: fit };
  });
  const bucket = fitBucket(decisions);
  const weighted = fitWeightedWindow(decisions);
  return [
    ...windows,
    ...(bucket === undefined ? [] : [{ bucket }]),
    ...(weighted === undefined ? [] : [{ weighted }]),
  ];
}

function misfitOf(candidate: Candidate, decisions: Decisions): number {
  if ('windows' in candidate) return windowMisfit(candidate.windows, decisions);
  return bucketMisfit(
    'weighted' in candidate ? candidate.weighted.steady : candidate.bucket,
    decisions,
  );
}

function ofWindows(fit: WindowFit, decisions: Decisions): ObservedLimit {
  const kind = windowKind(fit, decisions);
  const { limit, windowMs } = fit;
  if (windowMs === undefined) {
    const [, second] = fit.bursts;
    const reopenedMs = (second?.opensMs ?? 0) - middleMs(decisions.admitted, 0);
    return { ...nothing, kind, limit, windowMsMin: reopenedMs, reopenedMs };
  }
  return {
    ...nothing,
    kind,
    limit,
    windowMs,
    perSecond: (limit / windowMs) * 1000,
    refusedEarly: countWindowRefusals(limit, windowMs, decisions),
  };
}

function ofBucket(fit: BucketFit, decisions: Decisions): ObservedLimit {
  const { burst, perMs } = fit;
  // In the time of one decision as much comes back as the burst holds: it may as well hold nothing.
  if (burst < perMs * meanWidthMs(decisions.admitted)) return onlyRate(decisions);
  const limit = Math.round(burst);
  return {
    ...nothing,
    // One at a time, at equal distances, is what all kinds do with a limit of one.
    kind: limit === 1 ? undefined : 'token bucket',
    limit,
    windowMs: limit / perMs,
    perSecond: perMs * 1000,
    refusedEarly: countBucketRefusals(fit, decisions),
  };
}

function ofWeighted({ limit, windowMs, steady }: WeightedFit, decisions: Decisions): ObservedLimit {
  return {
    ...nothing,
    kind: 'sliding window',
    limit,
    windowMs,
    perSecond: steady.perMs * 1000,
    refusedEarly: countBucketRefusals(steady, decisions),
  };
}

/** Used up once, and never open again while the run lasted. */
function onlyBurst(decisions: Decisions, silences: readonly Silence[]): ObservedLimit {
  const longestMs = Math.max(0, ...silences.map(({ lengthMs }) => lengthMs));
  const [first] = burstsBetween(decisions, silences, 0.4 * longestMs);
  const closed = first?.closed === true && first.count > 0;
  const closedMs = (decisions.refused.endsMs.at(-1) ?? 0) - (first?.opensMs ?? 0);
  return {
    ...nothing,
    limit: closed ? first.count : undefined,
    windowMsMin: closed ? closedMs : undefined,
  };
}

/** The rate at which requests were let through after the first refusal. */
function onlyRate(decisions: Decisions): ObservedLimit {
  const { admitted, refused } = decisions;
  const fromMs = middleMs(refused, 0);
  const toMs = Math.max(admitted.endsMs.at(-1) ?? 0, refused.endsMs.at(-1) ?? 0);
  const count = admitted.fromMs.filter((ms) => ms >= fromMs).length;
  return { ...nothing, perSecond: toMs > fromMs ? (count / (toMs - fromMs)) * 1000 : undefined };
}

const nothing: ObservedLimit = {
  kind: undefined,
  limit: undefined,
  windowMs: undefined,
  windowMsMin: undefined,
  reopenedMs: undefined,
  perSecond: undefined,
  refusedEarly: 0,
};

/** A fit that contradicts more than that does not describe the server. */
const misfitMax = 0.03;
/** Judging is a search for each of them; admissions are few. */
const judgedRefusalsMax = 100_000;
