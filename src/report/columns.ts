import { stripVTControlCharacters } from 'node:util';

/** Rows of a table for a terminal, each column as wide as its widest cell; `>` aligns to the right, `<` to the left. */
export function columns(
  rows: readonly (readonly string[])[],
  align: readonly ('<' | '>')[],
): readonly string[] {
  const widths = align.map((_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  return rows.map((row) =>
    align
      .map((side, column) => padded(row[column] ?? '', widths[column] ?? 0, side))
      .join(gap)
      .trimEnd(),
  );
}

const gap = '   ';
function padded(text: string, width: number, side: '<' | '>'): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return side === '<' ? text + space : space + text;
}

function widthOf(text: string): number {
  return Array.from(stripVTControlCharacters(text)).length;
}
