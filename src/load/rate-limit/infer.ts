import { type BucketFit, bucketMisfit, countBucketRefusals, fitBucket } from './bucket.ts';
import { type Burst, burstsBetween, isQuick, type Silence, silencesOf } from './bursts.ts';
import type { Decisions } from './decisions.ts';
import { largest } from './numbers.ts';
import { type FirstWindow, nothingObserved, type ObservedLimit } from './observed-limit.ts';
import { countBefore, meanWidthMs, middleMs, thinned } from './spans.ts';
import { fitWeightedWindow, type WeightedFit } from './weighted-window.ts';
import { windowKind } from './window-kind.ts';
import { countWindowRefusals, windowMisfit } from './window-misfit.ts';
import { fitWindows, type WindowFit } from './windows.ts';

/**
 * Finds the limit that is really there. Windows (bursts that come back after a time) and buckets (a burst, then a steady
 * rate) are fitted to the admissions, and every decision of the server is held against each: the fit that contradicts the
 * fewest wins. Where even that one contradicts many, or the limiter is faster than single decisions can be told apart,
 * only the rate is given.
 */
export function inferLimit(decisions: Decisions): ObservedLimit {
  const { admitted, refused } = decisions;
  if (refused.count === 0 || admitted.count === 0) return nothingObserved;
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
  const longestMs = largest(silences.map(({ lengthMs }) => lengthMs));
  // Silences vary in length with the bursts before them, and within bursts there are short ones. The finest comes first:
  // several windows taken for one explain as much.
  const windows = [0.2, 0.4, 0.7].flatMap((share) => {
    const fit = fitWindows(decisions, burstsBetween(decisions, silences, share * longestMs));
    // Windows of one request are a bucket that holds one.
    if (fit === undefined || fit.limit < 2) return [];
    return fit.isSure || fit.windowMs === undefined ? { windows: fit } : [];
  });
  const bucket = fitBucket(decisions);
  const weighted = fitWeightedWindow(decisions);
  return [
    ...windows,
    ...(bucket !== undefined && isKeptEmpty(bucket, decisions) ? [{ bucket }] : []),
    ...(weighted !== undefined && isKeptEmpty(weighted.steady, decisions) ? [{ weighted }] : []),
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
  const { limit, windowMs, isSure } = fit;
  const kind = isSure ? windowKind(fit, decisions) : undefined;
  if (windowMs === undefined) {
    return { ...nothingObserved, kind, firstWindow: firstWindowOf(fit.bursts, limit, isSure) };
  }
  return {
    ...nothingObserved,
    kind,
    limit,
    windowMs,
    perSecond: (limit / windowMs) * 1000,
    refusedEarly: countWindowRefusals(limit, windowMs, decisions),
  };
}

function ofBucket(fit: BucketFit, decisions: Decisions): ObservedLimit {
  const { burst, perMs } = fit;
  // In the time of two decisions as much comes back as the burst holds: it may as well hold nothing.
  if (burst < 2 * perMs * meanWidthMs(decisions.admitted)) return onlyRate(decisions);
  const limit = Math.round(burst);
  return {
    ...nothingObserved,
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
    ...nothingObserved,
    kind: 'sliding window',
    limit,
    windowMs,
    perSecond: steady.perMs * 1000,
    refusedEarly: countBucketRefusals(steady, decisions),
  };
}

/** Used up once, and not open again, or too little to tell how. */
function onlyBurst(decisions: Decisions, silences: readonly Silence[]): ObservedLimit {
  const longestMs = largest(silences.map(({ lengthMs }) => lengthMs));
  const bursts = burstsBetween(decisions, silences, 0.4 * longestMs);
  const [first] = bursts;
  if (first === undefined || first.count === 0 || first.silentMs === 0) return nothingObserved;
  if (bursts.length > 1 && !isQuick(first)) return onlyRate(decisions);
  return { ...nothingObserved, firstWindow: firstWindowOf(bursts, first.count, isQuick(first)) };
}

function firstWindowOf(
  bursts: readonly Burst[],
  admitted: number,
  isSure: boolean,
): FirstWindow | undefined {
  // Where the limit was used up before the run, there is no first one, and the second began its window.
  const [first, second] = bursts.filter(({ count }) => count > 0);
  if (first === undefined) return undefined;
  const { usedMs, silentMs } = first;
  return {
    admitted,
    usedMs,
    silentMs,
    reopenedMs: second && second.opensMs - first.opensMs,
    isSure,
  };
}

/** The rate at which requests were let through after the first refusal. */
function onlyRate(decisions: Decisions): ObservedLimit {
  const { admitted, refused } = decisions;
  const fromMs = middleMs(refused, 0);
  const toMs = Math.max(admitted.endsMs.at(-1) ?? 0, refused.endsMs.at(-1) ?? 0);
  const count = admitted.fromMs.filter((ms) => ms >= fromMs).length;
  return {
    ...nothingObserved,
    perSecond: toMs > fromMs ? (count / (toMs - fromMs)) * 1000 : undefined,
  };
}

/**
 * Whether requests were refused all along from the first one that a bucket describes: only then was it as good as empty all
 * the time, and the rate of admissions is its own.
 */
function isKeptEmpty({ first }: BucketFit, decisions: Decisions): boolean {
  const { admitted, refused } = decisions;
  const emptyMs = Math.max(admitted.fromMs[first] ?? 0, refused.fromMs[0] ?? 0);
  const lastMs = admitted.endsMs.at(-1) ?? 0;
  const sliceMs = (lastMs - emptyMs) / slices;
  let refusing = 0;
  let busy = 0;
  for (let slice = 0; slice < slices; slice += 1) {
    const fromMs = emptyMs + slice * sliceMs;
    const refusals = countFrom(refused.fromMs, fromMs, fromMs + sliceMs);
    if (refusals > 0) refusing += 1;
    if (refusals > 0 || countFrom(admitted.fromMs, fromMs, fromMs + sliceMs) > 0) busy += 1;
  }
  return refusing >= 0.8 * busy;
}

function countFrom(ascendingMs: Float64Array, fromMs: number, untilMs: number): number {
  return countBefore(ascendingMs, untilMs) - countBefore(ascendingMs, fromMs);
}

/** A fit that contradicts more than that does not describe the server. */
const misfitMax = 0.02;
/** Judging is a search for each of them; admissions are few. */
const judgedRefusalsMax = 100_000;
/** Parts of a run that are looked at one by one. */
const slices = 10;
