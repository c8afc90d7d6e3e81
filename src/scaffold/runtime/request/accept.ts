import { parseMediaType, splitOutsideQuotes } from '../media-type.ts';

/** Ranges after these are not looked at. */
const maxRanges = 100;

interface Range {
  readonly type: string;
  /** 0 (not acceptable) to 1. */
  readonly quality: number;
}

/**
 * The type to answer with: of those on offer the one that an `Accept` header prefers, the first of equals, `undefined`
 * where none is acceptable (406). Without a readable header everything is acceptable. Offers may be ranges (`image/*`).
 * RFC 9110, section 12.5.1.
 */
export function negotiate(
  accept: string | undefined,
  offered: readonly string[],
): string | undefined {
  const ranges = accept === undefined ? [] : rangesOf(accept);
  if (ranges.length === 0) return offered[0];
  let best: string | undefined;
  let bestQuality = 0;
  for (const type of offered) {
    const quality = qualityOf(type, ranges);
    if (quality > bestQuality) {
      best = type;
      bestQuality = quality;
    }
  }
  return best;
}

function rangesOf(accept: string): readonly Range[] {
  const ranges: Range[] = [];
  for (const part of splitOutsideQuotes(accept, ',').slice(0, maxRanges)) {
    const range = parseMediaType(part.trim() === '*' ? '*/*' : part);
    if (!range) continue;
    const quality = Number(range.parameters.get('q') ?? 1);
    ranges.push({ type: range.type, quality: quality >= 0 && quality <= 1 ? quality : 1 });
  }
  return ranges;
}

/** The most specific range that covers a type decides. */
function qualityOf(offer: string, ranges: readonly Range[]): number {
  let quality = 0;
  let specificity = -1;
  for (const range of ranges) {
    const own = specificityOf(range.type, offer);
    if (own > specificity) {
      specificity = own;
      quality = range.quality;
    }
  }
  return quality;
}

function specificityOf(range: string, offer: string): number {
  if (range === offer) return 3;
  const [kind] = range.split('/');
  if (range.endsWith('/*') && offer.startsWith(`${kind}/`)) return 2;
  if (range === '*/*') return 1;
  // An offered range may turn out to be what is asked for.
  return offer === '*/*' || offer === `${kind}/*` ? 0 : -1;
}
