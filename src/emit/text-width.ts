/** Columns that a text takes in a fixed-width font, as formatters count them: East Asian wide and emoji take two. */
export function textWidth(text: string): number {
  if (!beyondLatin.test(text)) return text.length;
  let columns = 0;
  for (const character of text) columns += characterWidth(character);
  return columns;
}

/** Whether a text takes at most so many columns. No character takes more than two. */
export function fitsColumns(text: string, columns: number): boolean {
  return text.length * 2 <= columns || textWidth(text) <= columns;
}

const beyondLatin = /[^\u0020-\u024f]/;
const zeroWidth = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
const emoji = /^\p{Emoji_Presentation}$/u;

function characterWidth(character: string): number {
  const codePoint = character.codePointAt(0) ?? 0;
  if (codePoint < 0x300) return 1;
  if (zeroWidth.test(character)) return 0;
  return wideRanges.some(([first, last]) => codePoint >= first && codePoint <= last) ||
    emoji.test(character)
    ? 2
    : 1;
}

/** Unicode's East_Asian_Width W and F, with unassigned gaps closed: https://www.unicode.org/reports/tr11/ */
const wideRanges: readonly (readonly [first: number, last: number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18d08],
  [0x1aff0, 0x1b2fb],
  [0x20000, 0x3fffd],
];
