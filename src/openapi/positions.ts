import type { Tokens } from './pointer.ts';

/** Where the values of a parsed text are written. */
export interface Positions {
  /** Offset of the value at a place, or of the nearest value around it that exists. */
  offsetOf(tokens: Tokens): number;
}

/** A line and a column, both counted from 1. Columns are UTF-16 code units. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

/** Turns offsets of one text into lines and columns; the table of lines is made when first needed. */
export function lineColumns(text: string): (offset: number) => LineColumn {
  let starts: number[] | undefined;
  return (offset) => {
    starts ??= lineStarts(text);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
