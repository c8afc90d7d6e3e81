/** TypeScript text that is formatted by construction: oxfmt and prettier (width 100, single quotes) leave it alone. */

/** Width that emitted code keeps to, where a line can be broken at all. */
export const widthColumns: number = 100;

type Piece = string | number | readonly string[] | undefined;

/**
 * Template for code: the indentation that all its lines share is removed, and a piece of several lines is indented like
 * the line it stands in. An array is joined with newlines. A line that holds nothing but empty pieces is left out.
 */
export function code(strings: TemplateStringsArray, ...pieces: readonly Piece[]): string {
  const margin = sharedMargin(strings);
  const lines: string[] = [];
  let line = '';
  let droppable = false;
  const endLine = (): void => {
    if (!(droppable && line.trim() === '')) lines.push(line.trim() === '' ? '' : line);
    line = '';
    droppable = false;
  };
  for (const [index, part] of strings.raw.entries()) {
    const [first = '', ...rest] = unescapeBackticks(part).split('\n');
    line += first;
    for (const next of rest) {
      endLine();
      line = next.slice(Math.min(margin, next.length));
    }
    if (index < pieces.length) {
      const piece = pieceText(pieces[index]);
      droppable ||= piece === '' && line.trim() === '';
      line += indentRest(piece, line.length - line.trimStart().length);
    }
  }
  endLine();
  if (lines[0] === '') lines.shift();
  return lines.join('\n');
}

function sharedMargin(strings: TemplateStringsArray): number {
  let margin = Infinity;
  for (const [index, part] of strings.raw.entries()) {
    const lines = part.split('\n').slice(1);
    for (const [at, line] of lines.entries()) {
      const isLast = at === lines.length - 1;
      const isBlank = line.trim() === '' && !(isLast && index < strings.raw.length - 1);
      if (!isBlank) margin = Math.min(margin, line.length - line.trimStart().length);
    }
  }
  return margin === Infinity ? 0 : margin;
}

/** `raw` keeps escapes as the author wrote them, save those that only the template itself needs. */
function unescapeBackticks(raw: string): string {
  return raw.replaceAll('\\`', '`').replaceAll('\\${', '${');
}

function pieceText(piece: Piece): string {
  if (piece === undefined) return '';
  return typeof piece === 'object' ? piece.join('\n') : String(piece);
}

function indentRest(text: string, columns: number): string {
  return text.includes('\n') ? indent(text, columns).trimStart() : text;
}

/** Every line that is not empty moved right by so many columns. */
export function indent(text: string, columns: number): string {
  const margin = ' '.repeat(columns);
  return text
    .split('\n')
    .map((line) => (line === '' ? line : margin + line))
    .join('\n');
}

/** A string literal with the quotes that need fewer escapes; nothing invisible stays unescaped. */
export function quoted(text: string): string {
  if (plain.test(text)) return `'${text}'`;
  const quote = text.split("'").length > text.split('"').length ? '"' : "'";
  let body = text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`);
  if (invisible.test(body)) body = body.replaceAll(allInvisible, escapeCharacter);
  return quote + body + quote;
}

const printable = /^[ -~]*$/;
/** Printable ASCII without quotes and backslashes: most texts are no more than that. */
const plain = /^[ !#-&(-[\]-~]*$/;
/** Control, format (bidirectional overrides among them), lone surrogate and line separator characters. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const allInvisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const shortEscapes: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function escapeCharacter(character: string): string {
  const short = shortEscapes.get(character);
  if (short !== undefined) return short;
  const codePoint = character.codePointAt(0) ?? 0;
  return codePoint > 0xffff
    ? `\\u{${codePoint.toString(16)}}`
    : `\\u${codePoint.toString(16).padStart(4, '0')}`;
}

/** A key of an object literal, quoted only where it must be; `__proto__` becomes an own key. */
export function propertyKey(key: string): string {
  return key === '__proto__' ? "['__proto__']" : memberName(key);
}

/** A member name of an interface or class, quoted only where it must be. */
export function memberName(key: string): string {
  if (plainIdentifier.test(key)) return key;
  return identifier.test(key) && !invisible.test(key) ? key : quoted(key);
}

const plainIdentifier = /^[A-Za-z_$][\w$]*$/;
const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/**
 * A documentation comment, ending with a newline, or nothing where there is no text. Lines are kept as they are; what
 * would end the comment, or cannot be seen, is defused.
 */
export function docComment(text: string, indentColumns = 0): string {
  const margin = ' '.repeat(indentColumns);
  const whole = text.trim();
  if (printable.test(whole))
    return whole === '' ? '' : `${margin}/** ${whole.replaceAll('*/', '*\\/')} */\n`;
  const lines = text
    .toWellFormed()
    .split(/\r\n?|[\n\u2028\u2029]/u)
    .map((line) => line.replaceAll('\t', ' ').replaceAll(allInvisible, '').trimEnd())
    .map((line) => line.replaceAll('*/', '*\\/'));
  while (lines.at(-1) === '') lines.pop();
  while (lines[0] === '') lines.shift();
  if (lines.length === 0) return '';
  if (lines.length === 1) return `${margin}/** ${lines[0]?.trimStart()} */\n`;
  const body = lines.map((line) => (line === '' ? `${margin} *\n` : `${margin} * ${line}\n`));
  return `${margin}/**\n${body.join('')}${margin} */\n`;
}
