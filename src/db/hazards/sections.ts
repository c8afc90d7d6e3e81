/** The part of a migration file that takes the database forward. */
export interface Forward {
  /** As long as the file, with blanks in place of the rest, so that lines and columns stay. */
  readonly text: string;
  /** Whether the file says that no tool puts a transaction around it. */
  readonly outsideTransactions: boolean;
  /** Whether it is made for `trivet db migrate`, which knows where to go on after a failure. */
  readonly resumable: boolean;
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
  const [, mode] = OURS.exec(text) ?? [];
  return {
    text: lines.join('\n'),
    outsideTransactions: mode === 'parts' || mode === 'none' || OUTSIDE.test(text),
    resumable: mode !== undefined,
  };
}

const MARKER =
  /^\s*--\s*(?:(?:migrate:|\+goose\s+|\+migrate\s+)(up|down)\b|(up|down)\s+migration\b)/i;
const OURS = /^--[ \t]*trivet:transaction[ \t]+(whole|parts|none)\b/m;
const OUTSIDE =
  /^\s*--\s*(?:migrate:up.*\btransaction:\s*false|\+goose\s+no\s+transaction|\+migrate\s+up\s+notransaction)/im;
