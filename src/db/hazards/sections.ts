/** The part of a migration file that takes the database forward. */
export interface Forward {
  /** As long as the file, with blanks in place of the rest, so that lines and columns stay. */
  readonly text: string;
  /** Whether the file says that it must not run in a transaction. */
  readonly outsideTransactions: boolean;
}

/** Leaves out the way back, where a tool keeps both in one file: dbmate, goose, sql-migrate, node-pg-migrate. */
export function forwardPart(text: string): Forward {
  let isBack = false;
  const lines = text.split('\n').map((line) => {
    const [, marked, spoken] = MARKER.exec(line) ?? [];
    const direction = (marked ?? spoken)?.toLowerCase();
    if (direction !== undefined) isBack = direction === 'down';
    return isBack ? line.replaceAll(/[^\r]/g, ' ') : line;
  });
  return { text: lines.join('\n'), outsideTransactions: OUTSIDE.test(text) };
}

const MARKER =
  /^\s*--\s*(?:(?:migrate:|\+goose\s+|\+migrate\s+)(up|down)\b|(up|down)\s+migration\b)/i;
const OUTSIDE =
  /^\s*--\s*(?:migrate:up.*\btransaction:\s*false|\+goose\s+no\s+transaction|\+migrate\s+up\s+notransaction)/im;
