/** What a comment before a statement allows, and why. */
export interface Allowance {
  readonly id: string;
  readonly reason: string;
}

/**
 * Reads `-- trivet:allow ID reason` from the comment lines directly before an offset. Several ids are several lines; of a
 * block of comments all lines count.
 */
export function allowancesBefore(text: string, offset: number): readonly Allowance[] {
  const found: Allowance[] = [];
  let end = text.lastIndexOf('\n', offset - 1);
  while (end > 0) {
    const start = text.lastIndexOf('\n', end - 1) + 1;
    const line = text.slice(start, end).trim();
    if (!line.startsWith('--')) break;
    const [, id, reason = ''] = /^--\s*trivet:allow\s+([\w-]+)\s*(.*)$/.exec(line) ?? [];
    if (id !== undefined) found.push({ id, reason });
    end = start - 1;
  }
  return found;
}
