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
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const lines = text.slice(0, lineStart).split('\n').slice(0, -1);
  const found: Allowance[] = [];
  for (const line of lines.toReversed()) {
    const [, comment] = /^\s*--(.*)$/.exec(line.trimEnd()) ?? [];
    if (comment === undefined) break;
    const [, id, reason = ''] = /^\s*trivet:allow\s+([\w-]+)\s*(.*)$/.exec(comment) ?? [];
    if (id !== undefined) found.push({ id, reason });
  }
  return found;
}
