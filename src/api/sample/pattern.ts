/** A regular expression as a tree: what texts that match it are made of. */
export type Pattern =
  | { readonly kind: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly branches: readonly Pattern[] }
  | { readonly kind: 'repeat'; readonly part: Pattern; readonly min: number; readonly max: number }
  | { readonly kind: 'group'; readonly index: number; readonly part: Pattern }
  /** Characters to choose from, the best first. */
  | { readonly kind: 'characters'; readonly characters: readonly string[] }
  | { readonly kind: 'backreference'; readonly index: number };

/** Longer patterns, and deeper groups, are not worth understanding. */
const MAX_LENGTH = 4000;
const MAX_DEPTH = 40;

const EMPTY: Pattern = { kind: 'sequence', parts: [] };

/**
 * Understands literals, classes, quantifiers, groups, alternatives, back references and anchors. Anchors and
 * look-arounds match nothing by themselves and are left to the check of the result. `undefined` for what it does not
 * understand.
 */
export function parsePattern(source: string): Pattern | undefined {
  if (source.length > MAX_LENGTH) return undefined;
  const reader: Reader = { source, at: 0, groups: 0 };
  const pattern = parseChoice(reader, 0);
  return reader.at === source.length ? pattern : undefined;
}

interface Reader {
  readonly source: string;
  at: number;
  groups: number;
}

function parseChoice(reader: Reader, depth: number): Pattern | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const branches: Pattern[] = [];
  do {
    const branch = parseSequence(reader, depth);
    if (branch === undefined) return undefined;
    branches.push(branch);
  } while (take(reader, '|'));
  return branches.length === 1 ? branches[0] : { kind: 'choice', branches };
}

function parseSequence(reader: Reader, depth: number): Pattern | undefined {
  const parts: Pattern[] = [];
  while (reader.at < reader.source.length && !/[|)]/.test(reader.source[reader.at] ?? '')) {
    const part = parseAtom(reader, depth);
    if (part === undefined) return undefined;
    const [min, max] = parseQuantifier(reader);
    parts.push(min === 1 && max === 1 ? part : { kind: 'repeat', part, min, max });
  }
  return { kind: 'sequence', parts };
}

function parseAtom(reader: Reader, depth: number): Pattern | undefined {
  if (take(reader, '^') || take(reader, '$')) return EMPTY;
  if (take(reader, '(')) return parseGroup(reader, depth);
  if (take(reader, '[')) return parseClass(reader);
  if (take(reader, '.')) return { kind: 'characters', characters: ['a'] };
  if (take(reader, '\\')) return parseEscape(reader);
  const character = String.fromCodePoint(reader.source.codePointAt(reader.at) ?? 0);
  reader.at += character.length;
  return { kind: 'characters', characters: [character] };
}

function parseGroup(reader: Reader, depth: number): Pattern | undefined {
  const opening = match(reader, /\?(?:<?[=!]|:|<[^>]*>)/y) ?? '';
  const isLookaround = /^\?<?[=!]/.test(opening);
  const isCapturing = opening === '' || (opening.startsWith('?<') && !isLookaround);
  const index = isCapturing ? (reader.groups += 1) : 0;
  const part = parseChoice(reader, depth + 1);
  if (part === undefined || !take(reader, ')')) return undefined;
  if (isLookaround) return EMPTY;
  return isCapturing ? { kind: 'group', index, part } : part;
}

function parseQuantifier(reader: Reader): readonly [number, number] {
  const text = match(reader, /(?:[*+?]|\{\d{1,6}(?:,\d{0,6})?\})\??/y);
  if (text === undefined) return [1, 1];
  if (text.startsWith('*')) return [0, Infinity];
  if (text.startsWith('+')) return [1, Infinity];
  if (text.startsWith('?')) return [0, 1];
  const [min = '', max] = text.replaceAll(/[{}?]/g, '').split(',');
  return [Number(min), max === undefined ? Number(min) : max === '' ? Infinity : Number(max)];
}

function parseEscape(reader: Reader): Pattern | undefined {
  const boundary = match(reader, /[bB]/y);
  if (boundary !== undefined) return EMPTY;
  const index = match(reader, /[1-9]\d?/y);
  if (index !== undefined) return { kind: 'backreference', index: Number(index) };
  const characters = parseEscapedCharacters(reader);
  return characters.length === 0 ? undefined : { kind: 'characters', characters };
}

/** The characters of an escape, within a class or without; none where it is not understood. */
function parseEscapedCharacters(reader: Reader): readonly string[] {
  const code = match(reader, /x[\da-fA-F]{2}|u[\da-fA-F]{4}|u\{[\da-fA-F]{1,6}\}/y);
  if (code !== undefined) {
    const point = Number.parseInt(code.replaceAll(/[xu{}]/g, ''), 16);
    return point <= 0x10_ff_ff ? [String.fromCodePoint(point)] : [];
  }
  const property = match(reader, /[pP]\{[^}]{1,60}\}/y);
  if (property !== undefined) return charactersOf(`\\${property}`);
  const letter = reader.source[reader.at] ?? '';
  reader.at += 1;
  if ('dDwWsS'.includes(letter)) return charactersOf(`\\${letter}`);
  const control = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v', 0: '\0' }[letter];
  return [control ?? letter];
}

function parseClass(reader: Reader): Pattern | undefined {
  const start = reader.at;
  let escaped = false;
  for (; reader.at < reader.source.length; reader.at += 1) {
    const character = reader.source[reader.at];
    if (character === ']' && !escaped) break;
    escaped = character === '\\' && !escaped;
  }
  const inner = reader.source.slice(start, reader.at);
  if (!take(reader, ']')) return undefined;
  const characters = charactersOf(`[${inner}]`);
  return characters.length === 0 ? undefined : { kind: 'characters', characters };
}

const PRINTABLE: readonly string[] = Array.from({ length: 95 }, (_, index) =>
  String.fromCodePoint(32 + index),
);

/** Letters and digits first, since they are what most texts hold; then what else can be typed, and some that cannot. */
const ALPHABET: readonly string[] = [
  ...PRINTABLE.filter((character) => /[a-z]/.test(character)),
  ...PRINTABLE.filter((character) => /[1-9]/.test(character)),
  ...PRINTABLE.filter((character) => /[A-Z0]/.test(character)),
  ...PRINTABLE.filter((character) => !/[a-zA-Z0-9]/.test(character)),
  ...Array.from('\t\n\r\0éßΩжшאبक中あ한😀\u{a0}\u{2028}'),
];

/** The characters that a class or escape allows, asked of the engine itself: with Unicode, else without. */
function charactersOf(expression: string): readonly string[] {
  const points = expression.match(/[^ -~]/gu) ?? [];
  for (const flags of ['u', '']) {
    try {
      const test = new RegExp(`^${expression}$`, flags);
      return [...ALPHABET, ...points].filter((character) => test.test(character));
    } catch {
      // Not valid with this flag.
    }
  }
  return [];
}

function take(reader: Reader, text: string): boolean {
  if (!reader.source.startsWith(text, reader.at)) return false;
  reader.at += text.length;
  return true;
}

function match(reader: Reader, expression: RegExp): string | undefined {
  expression.lastIndex = reader.at;
  const [text] = expression.exec(reader.source) ?? [];
  if (text !== undefined) reader.at += text.length;
  return text;
}
