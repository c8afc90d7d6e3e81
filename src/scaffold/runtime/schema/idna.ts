/**
 * Which Unicode labels a domain name may have: RFC 5892 (code points) and RFC 5893 (direction of writing), derived from
 * the Unicode properties that regular expressions know.
 */

const LETTER_OR_DIGIT = /^[\p{Ll}\p{Lu}\p{Lo}\p{Nd}\p{Lm}\p{Mn}\p{Mc}-]$/u;
const IGNORABLE = /^[\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Noncharacter_Code_Point}]$/u;
const OLD_HANGUL = /^[\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb]$/u;
const ALWAYS_VALID = /^[\u00df\u03c2\u06fd\u06fe\u0f0b\u3007]$/u;
const NEVER_VALID = /^[\u0640\u07fa\u302e\u302f\u3031-\u3035\u303b]$/u;

/** A U-label: normalised, of valid code points, each in a context that it is valid in. */
export function isInternationalLabel(label: string): boolean {
  if (label.normalize('NFC') !== label || /^\p{M}/u.test(label)) return false;
  if (label.startsWith('-') || label.endsWith('-') || label.slice(2, 4) === '--') return false;
  let before = '';
  for (const letter of label) {
    const rule = CONTEXT_RULES.get(letter);
    const rest = label.slice(before.length + letter.length);
    if (rule === undefined ? !isValidLetter(letter) : !rule(before, rest)) return false;
    before += letter;
  }
  const hasBothDigits = /[\u0660-\u0669]/.test(label) && /[\u06f0-\u06f9]/.test(label);
  return !hasBothDigits && (!isRightToLeft(label) || keepsDirection(label));
}

function isValidLetter(letter: string): boolean {
  if (ALWAYS_VALID.test(letter)) return true;
  if (NEVER_VALID.test(letter) || IGNORABLE.test(letter) || OLD_HANGUL.test(letter)) return false;
  return LETTER_OR_DIGIT.test(letter) && foldCase(letter) === letter;
}

/** What comparison without case and compatibility variants makes of a letter; domain names hold only the result. */
function foldCase(letter: string): string {
  return letter.normalize('NFKC').toLowerCase().normalize('NFKC');
}

/** Marks that make a consonant lose its vowel (Canonical_Combining_Class 9). */
const VIRAMA =
  /[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0dca\u0e3a\u0eba\u0f84\u1039\u103a\u1714\u1734\u17d2\u1a60\u1b44\u1baa\u1bab\u1bf2\u1bf3\u2d7f\ua806\ua82c\ua8c4\ua953\ua9c0\uaaf6\uabed\u{10a3f}\u{11046}\u{1107f}\u{110b9}\u{11133}\u{11134}\u{111c0}\u{11235}\u{112ea}\u{1134d}\u{11442}\u{114c2}\u{115bf}\u{1163f}\u{116b6}\u{1172b}\u{11839}\u{1193d}\u{1193e}\u{119e0}\u{11a34}\u{11a47}\u{11a99}\u{11c3f}\u{11d44}\u{11d45}\u{11d97}]$/u;

/** Letters of joining scripts that join only to the right, or not at all. */
const NO_LEFT_JOINING =
  '\u0621-\u0625\u0627\u0629\u062f-\u0632\u0648\u0671-\u0677\u0688-\u0699\u06c0\u06c3-\u06cb\u06cd\u06cf\u06d2\u06d3\u06d5\u06ee\u06ef\u0710\u0715-\u0719\u071e\u0728\u072a\u072c\u072f\u074d\u0759-\u075b\u076b\u076c\u0771\u0773\u0774\u0778\u0779\u08aa-\u08ac\u08ae\u08b1\u08b2\u08b9';
const JOINING =
  '[\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Mandaic}\\p{Script=Mongolian}\\p{Script=Nko}]';
const JOINS_LEFT = new RegExp(`(?=\\p{L})${JOINING}(?<![${NO_LEFT_JOINING}])\\p{Mn}*$`, 'u');
const JOINS_RIGHT = new RegExp(`^\\p{Mn}*(?=\\p{L})${JOINING}(?<!\\u0621)`, 'u');

/** RFC 5892 appendix A: letters that are valid only beside certain others. */
const CONTEXT_RULES: ReadonlyMap<string, (before: string, after: string) => boolean> = new Map([
  ['\u00b7', (before, after) => before.endsWith('l') && after.startsWith('l')],
  ['\u0375', (_before, after) => /^\p{Script=Greek}/u.test(after)],
  ['\u05f3', (before) => /\p{Script=Hebrew}$/u.test(before)],
  ['\u05f4', (before) => /\p{Script=Hebrew}$/u.test(before)],
  [
    '\u30fb',
    (before, after) =>
      /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(before + after),
  ],
  [
    '\u200c',
    (before, after) => VIRAMA.test(before) || (JOINS_LEFT.test(before) && JOINS_RIGHT.test(after)),
  ],
  ['\u200d', (before) => VIRAMA.test(before)],
]);

const RIGHT_TO_LEFT_SCRIPTS =
  'Adlam Arabic Hanifi_Rohingya Hebrew Mandaic Mende_Kikakui Nko Samaritan Syriac Thaana Yezidi';
const RIGHT_LETTER = RIGHT_TO_LEFT_SCRIPTS.split(' ')
  .map((script) => `\\p{Script=${script}}`)
  .join('');
const ARABIC_DIGIT = '\u0660-\u0669\u066b\u066c\u06dd';
const EUROPEAN_DIGIT = '0-9\u06f0-\u06f9';
const MARK = '\\p{Mn}';
const NEUTRAL = '\u00b7\u0375\u200c\u200d\u30fb\\-';
const RIGHT = `(?![${ARABIC_DIGIT}${EUROPEAN_DIGIT}${MARK}])[${RIGHT_LETTER}]`;
const LEFT = `(?![${ARABIC_DIGIT}${EUROPEAN_DIGIT}${MARK}${RIGHT_LETTER}${NEUTRAL}])[^]`;
const HAS_RIGHT_TO_LEFT = new RegExp(`${RIGHT}|[${ARABIC_DIGIT}]`, 'u');
const RIGHT_LABEL = new RegExp(
  `^${RIGHT}(?:[${ARABIC_DIGIT}${EUROPEAN_DIGIT}${MARK}${NEUTRAL}${RIGHT_LETTER}])*$`,
  'u',
);
const RIGHT_END = new RegExp(`(?:${RIGHT}|[${ARABIC_DIGIT}${EUROPEAN_DIGIT}])${MARK}*$`, 'u');
const LEFT_LABEL = new RegExp(`^${LEFT}(?:${LEFT}|[${EUROPEAN_DIGIT}${MARK}${NEUTRAL}])*$`, 'u');
const LEFT_END = new RegExp(`(?:${LEFT}|[${EUROPEAN_DIGIT}])${MARK}*$`, 'u');

/** Whether a label makes the name one that is written from right to left somewhere. */
export function isRightToLeft(label: string): boolean {
  return HAS_RIGHT_TO_LEFT.test(label);
}

/** RFC 5893 2: the label reads the same way whatever stands beside it. */
export function keepsDirection(label: string): boolean {
  if (LEFT_LABEL.test(label)) return LEFT_END.test(label);
  if (!RIGHT_LABEL.test(label) || !RIGHT_END.test(label)) return false;
  const hasEuropean = /[0-9\u06f0-\u06f9]/.test(label);
  return !(hasEuropean && /[\u0660-\u0669]/.test(label));
}
