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
  let places: readonly number[] = [1, 0, 0, 0, 0, 0, 0, 0];
  let bytes = 0;
  for (const column of columns) {
    const { alignBytes, widthBytes, isFixed, nullShare } = column;
    const next = places.map((share) => share * nullShare);
    for (const [place, share] of places.entries()) {
      // Short values of any length are not aligned: their length takes one byte.
      const padding = isFixed ? (alignBytes - (place % alignBytes)) % alignBytes : 0;
      const present = share * (1 - nullShare);
      bytes += present * (padding + widthBytes);
      for (const [after, chance] of placesAfter(place + padding, column).entries()) {
        next[after] = (next[after] ?? 0) + present * chance;
      }
    }
    places = next;
  }
  // A row ends at a multiple of eight.
  return places.reduce((sum, share, place) => sum + share * ((8 - place) % 8), bytes);
}

function placesAfter(start: number, { widthBytes, isFixed }: RowColumn): readonly number[] {
  return Array.from({ length: 8 }, (_, place) => {
    if (!isFixed) return 1 / 8;
    return place === (start + widthBytes) % 8 ? 1 : 0;
  });
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
