/** A file that may hold both directions: each with the other blanked out, so that lines keep their numbers. */
export interface Sections {
  readonly up: string;
  readonly down: string | undefined;
  /** Whether it says, in the words of its tool, that there is to be no transaction around it. */
  readonly outsideTransactions: boolean;
}

/** As dbmate, goose, sql-migrate and node-pg-migrate mark them. What has no marker of the way up is all of one direction. */
export function sectionsOf(text: string): Sections {
  const lines = text.split('\n');
  const marks = lines.map(directionOf);
  const outsideTransactions = outside.test(text);
  if (!marks.includes('up')) return { up: text, down: undefined, outsideTransactions };
  // What comes before the first marker is nobody's.
  let current: Direction | undefined;
  const owners = marks.map((mark) => (current = mark ?? current));
  const only = (direction: Direction): string =>
    lines.map((line, at) => (owners[at] === direction ? line : '')).join('\n');
  return {
    up: only('up'),
    down: marks.includes('down') ? only('down') : undefined,
    outsideTransactions,
  };
}

type Direction = 'up' | 'down';

function directionOf(line: string): Direction | undefined {
  const [, marked, spoken] = marker.exec(line) ?? [];
  const direction = (marked ?? spoken)?.toLowerCase();
  return direction === 'up' || direction === 'down' ? direction : undefined;
}

const marker =
  /^\s*--\s*(?:(?:migrate:|\+goose\s+|\+migrate\s+)(up|down)\b|(up|down)\s+migration\b)/i;
const outside =
  /^\s*--\s*(?:migrate:up.*\btransaction:\s*false|\+goose\s+no\s+transaction|\+migrate\s+up\s+notransaction)/im;
