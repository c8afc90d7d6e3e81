import { printable } from '../base/printable.ts';

/** A text of anybody's on one line of GitHub Flavored Markdown: nothing in it is markup, HTML or a name that is called. */
export function markdownText(text: string): string {
  return printable(text)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_{}[\]<>#~!&]/g, (sign) => `\\${sign}`)
    .replaceAll('@', '@\u200b');
}

/** A text as code within a line. */
export function markdownCode(text: string): string {
  const line = printable(text).replaceAll(/\s+/g, ' ').trim();
  const fence = '`'.repeat(longestRun(line) + 1);
  const room = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${room}${line}${room}${fence}`;
}

/** Lines of code, in a fence that nothing in them ends. */
export function markdownBlock(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${printable(text)}\n${fence}`;
}

/** Rows of Markdown; `>` aligns a column to the right, `<` to the left. Bars in cells, also those in code, begin no other cell. */
export function markdownTable(
  headings: readonly string[],
  align: readonly ('<' | '>')[],
  rows: readonly (readonly string[])[],
): string {
  const rule = align.map((side) => (side === '<' ? '---' : '---:'));
  return [headings, rule, ...rows].map(row).join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
}
