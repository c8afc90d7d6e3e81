/**
 * YAML wants the later lines of a string in quotes indented more than its key. Published documents do not always do so
 * (Docker's among them), and most parsers let it pass; ours does not. The line breaks are replaced by marks, character
 * by character so that all offsets stay true, and the marks by what the breaks mean when the values are read.
 */
const spaceMark = '\uE000';
const breakMark = '\uE001';
const marks = new RegExp(`[${spaceMark}${breakMark}]+`, 'g');

/** How far the closing quote is looked for. */
const maxStringLength = 20_000;

/** Mends the strings that the parser cut off at these offsets (the ends of lines). Returns the text itself if there are none. */
export function repairQuotes(text: string, cuts: readonly number[]): string {
  if (cuts.length === 0 || text.includes(spaceMark) || text.includes(breakMark)) return text;
  let repaired = '';
  let copied = 0;
  for (const cut of cuts) {
    const end = closingQuote(text, cut);
    if (cut < copied || end === undefined) continue;
    repaired += text.slice(copied, cut) + text.slice(cut, end).replaceAll(/\s*\n\s*/g, markOf);
    copied = end;
  }
  return repaired + text.slice(copied);
}

/** What the marks in a value stand for: a line break between words is a space, each empty line a line break. */
export function restoreLines(value: string): string {
  if (!value.includes(spaceMark)) return value;
  return value.replaceAll(marks, (run) => {
    const breaks = run.split(breakMark).length - 1;
    return breaks === 0 ? ' ' : '\n'.repeat(breaks);
  });
}

function markOf(space: string): string {
  const emptyLines = space.split('\n').length - 2;
  return breakMark.repeat(emptyLines) + spaceMark.repeat(space.length - emptyLines);
}

/** The next quote that ends a line: a string that goes on over lines is the whole value of its key. */
function closingQuote(text: string, from: number): number | undefined {
  const quote = /(?<!\\)["'][ \t]*(?:#.*)?\r?(?=\n|$)/g;
  quote.lastIndex = from;
  const end = quote.exec(text.slice(0, from + maxStringLength))?.index;
  return end;
}
