/** A cell; `undefined` is an empty one. Numbers are written as programs read them, without separators. */
export type CsvCell = string | number | undefined;

/** A table with its heading, as RFC 4180 has it: lines end with CRLF, what holds a comma, quote or break is quoted. */
export function csv(heading: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return [heading, ...rows].map((row) => `${row.map(cellText).join(',')}\r\n`).join('');
}

function cellText(cell: CsvCell): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
