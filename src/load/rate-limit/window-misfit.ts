import type { Decisions } from './decisions.ts';
import { countBefore, countWithin } from './spans.ts';
import type { WindowFit } from './windows.ts';

/**
 * Share of the decisions that no limiter with these windows can have made: admitted after the limit was certainly reached,
 * or refused before it can have been. From 0 to 2: the shares of both kinds are added, because there are always far more
 * refusals. `Infinity` where the first burst had more than two windows can have between them.
 */
export function windowMisfit(fit: WindowFit, decisions: Decisions): number {
  const { bursts, limit, windowMs, isRegular } = fit;
  const { admitted, refused } = decisions;
  const firstMs = admitted.fromMs[0] ?? 0;
  const count = bursts[0]?.count ?? 0;
  const atOnce = Math.min(count, countWithin(admitted, firstMs, firstMs + (windowMs ?? 0)));
  if (atOnce > 2 * limit * (1 + tolerance)) return Number.POSITIVE_INFINITY;
  const strayShare = strayAdmissions(fit, decisions) / admitted.count;
  // Then refusals that do not fit are the server's fault, not the fit's.
  if (isRegular) return strayShare;
  const early = strayRefusals(fit, decisions);
  // In sliding windows there are refusals between admissions; but in each stretch of the same length the limit is reached.
  const slides =
    windowMs !== undefined && refused.count > 2 * countBefore(refused.fromMs, firstMs + windowMs);
  const earlySliding = slides ? countWindowRefusals(limit, windowMs, decisions) : early;
  return strayShare + Math.min(early, earlySliding) / Math.max(1, refused.count);
}

/**
 * Those of the first burst are not judged: at first, requests may be too few for refusals, so that windows meet in it. That
 * can happen once more, where requests stop for a while; then it takes the time of a window.
 */
function strayAdmissions(fit: WindowFit, { admitted }: Decisions): number {
  const { bursts, limit, windowMs = Number.POSITIVE_INFINITY } = fit;
  let stray = 0;
  let forgiven = 0;
  for (const { first, count, usedMs } of bursts.slice(1)) {
    let own = 0;
    for (let index = first; index < first + count; index += 1) {
      const used = countBefore(admitted.endsMs, admitted.fromMs[index] ?? 0) - first;
      if (used >= limit * (1 + tolerance)) own += 1;
    }
    stray += own;
    if (usedMs >= windowMs * (1 - tolerance) && count <= 2 * limit)
      forgiven = Math.max(forgiven, own);
  }
  return stray - forgiven;
}

function strayRefusals({ bursts, limit }: WindowFit, { admitted, refused }: Decisions): number {
  let stray = 0;
  let number = 0;
  for (let index = 0; index < refused.count; index += 1) {
    const fromMs = refused.fromMs[index] ?? 0;
    const toMs = refused.toMs[index] ?? 0;
    while ((bursts[number + 1]?.opensMs ?? Number.POSITIVE_INFINITY) <= fromMs) number += 1;
    // At the border of two windows it may belong to the one before, which was used up.
    if (toMs >= (bursts[number + 1]?.opensMs ?? Number.POSITIVE_INFINITY)) continue;
    const { first = 0, count = 0 } = bursts[number] ?? {};
    const used = Math.min(countBefore(admitted.fromMs, toMs) - first, count);
    // The run may begin in a window that is used up in part.
    const enough = number === 0 ? Math.min(limit, count) : limit;
    if (used < enough * (1 - tolerance)) stray += 1;
  }
  return stray;
}

/**
 * How many requests were refused although fewer than the limit can have been let through in the time of one window before:
 * true of fixed and of sliding windows. Those of the first window are not judged, because it may have been in use before.
 */
export function countWindowRefusals(
  limit: number,
  windowMs: number,
  { admitted, refused }: Decisions,
): number {
  const startMs = Math.min(admitted.fromMs[0] ?? 0, refused.fromMs[0] ?? 0);
  const backMs = windowMs * (1 + tolerance);
  let early = 0;
  for (
    let index = countBefore(refused.fromMs, startMs + backMs);
    index < refused.count;
    index += 1
  ) {
    const since = countBefore(admitted.endsMs, (refused.fromMs[index] ?? 0) - backMs);
    const used = countBefore(admitted.fromMs, refused.toMs[index] ?? 0) - since;
    if (used < limit * (1 - tolerance)) early += 1;
  }
  return early;
}

/** What counts as the same limit: 2 %. */
const tolerance = 0.02;
