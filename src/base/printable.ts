/**
 * A text as it may go to a terminal: what the terminal would carry out (control characters), hide or turn round (format
 * characters, bidirectional overrides among them) is shown as `\u{1b}`. Line breaks and tabs stay.
 */
export function printable(text: string): string {
  if (plain.test(text)) return text;
  return text.replaceAll(unprintable, (character) =>
    character === '\n' || character === '\t'
      ? character
      : `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}

/** The same on one line of at most `maxCharacters`, for names that strangers have chosen. */
export function printableLine(text: string, maxCharacters: number = lineCharactersMax): string {
  const cut = text.length > maxCharacters ? `${text.slice(0, maxCharacters - 1)}…` : text;
  return printable(cut).replaceAll('\n', '\\n');
}

const lineCharactersMax = 500;
const plain = /^[\n -~]*$/;
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
