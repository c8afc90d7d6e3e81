/** A column as far as its place in a row goes. */
export interface RowColumn {
  /** 1, 2, 4 or 8. */
  readonly alignBytes: number;
  /** Of a value that is there; on average where values differ. */
  readonly widthBytes: number;
  /** Whether all values have that width. */
  readonly isFixed: boolean;
  /** How many of them are not there, 0 to 1. */
  readonly nullShare: number;
}

/**
 * How many bytes the values of a row take in this order, with what is left free between them, on average. What is known of
 * where a value begins is only how likely it is at each of the eight places between two multiples of eight: after a value of
 * any length, all are equally so.
 */
export function rowWidth(columns: readonly RowColumn[]): number {
  let places = new Float64Array(8);
  places[0] = 1;
  let bytes = 0;
  for (const { alignBytes, widthBytes, isFixed, nullShare } of columns) {
    const next = places.map((share) => share * nullShare);
    const present = 1 - nullShare;
    for (const [place, share] of places.entries()) {
      if (share === 0) continue;
      // Short values of any length are not aligned: their length takes one byte.
      const padding = isFixed ? (alignBytes - (place % alignBytes)) % alignBytes : 0;
      bytes += share * present * (padding + widthBytes);
      if (isFixed) add(next, (place + padding + widthBytes) % 8, share * present);
      else next.forEach((_, after) => add(next, after, (share * present) / 8));
    }
    places = next;
  }
  // A row ends at a multiple of eight.
  return places.reduce((sum, share, place) => sum + share * ((8 - place) % 8), bytes);
}

function add(places: Float64Array, place: number, share: number): void {
  places[place] = (places[place] ?? 0) + share;
}

/** The same columns in the order that leaves the least free: the widest first, and what has no fixed width last. */
export function tightOrder<Column extends RowColumn>(
  columns: readonly Column[],
): readonly Column[] {
  return columns.toSorted(
    (a, b) =>
      Number(b.isFixed) - Number(a.isFixed) ||
      b.alignBytes - a.alignBytes ||
      a.nullShare - b.nullShare,
  );
}
