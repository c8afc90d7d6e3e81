import { scriptError } from './script-error.ts';
import type { Script } from './script.ts';

export interface Token {
  /** `word`: a keyword or a bare name. `other`: strings, quoted names, operators, digits. The rest is what splits a script. */
  readonly kind: 'word' | 'open' | 'close' | 'semicolon' | 'backslash' | 'other';
  readonly start: number;
  readonly end: number;
}

/** The first token at or after an offset; space and comments are none. */
export function nextToken(script: Script, offset: number): Token | undefined {
  const start = skipBlank(script, offset);
  const char = script.text[start];
  if (char === undefined) return undefined;
  const kind = punctuation[char];
  if (kind !== undefined) return { kind, start, end: start + 1 };
  if (char === "'" || char === '"') {
    return { kind: 'other', start, end: endOfQuoted(script, start, char) };
  }
  if (char === '$') return { kind: 'other', start, end: endOfDollarQuoted(script, start) };
  const wordEnd = matchEnd(WORD, script.text, start);
  if (wordEnd === undefined) return { kind: 'other', start, end: start + 1 };
  if (wordEnd === start + 1 && /e/i.test(char) && script.text[wordEnd] === "'") {
    return { kind: 'other', start, end: endOfEscaped(script, start, wordEnd + 1) };
  }
  return { kind: 'word', start, end: wordEnd };
}

const punctuation: Readonly<Record<string, Token['kind']>> = {
  '(': 'open',
  ')': 'close',
  ';': 'semicolon',
  '\\': 'backslash',
};

// To PostgreSQL every character beyond ASCII is a letter.
const WORD = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y;
const BLANK = /[ \t\n\r\f\v]*/y;
const DOLLAR_TAG = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
/** What carries on an E'' string: a quote after space with a line break in it. */
const CONTINUED = /[ \t\f\v]*[\n\r][ \t\n\r\f\v]*'/y;

function matchEnd(pattern: RegExp, text: string, start: number): number | undefined {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function skipBlank(script: Script, offset: number): number {
  const { text } = script;
  for (let at = offset; ;) {
    at = matchEnd(BLANK, text, at) ?? at;
    if (text.startsWith('--', at)) at = endOfLine(text, at);
    else if (text.startsWith('/*', at)) at = endOfComment(script, at);
    else return at;
  }
}

/** The offset of the line break, or of the end of the text. */
export function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end;
}

/** Comments nest. */
function endOfComment(script: Script, start: number): number {
  const edges = /\/\*|\*\//g;
  edges.lastIndex = start;
  let depth = 0;
  for (let edge = edges.exec(script.text); edge !== null; edge = edges.exec(script.text)) {
    depth += edge[0] === '/*' ? 1 : -1;
    if (depth === 0) return edges.lastIndex;
  }
  throw scriptError(script, start, 'a comment is not closed', 'Close it with */.');
}

/** A doubled quote needs no care: it ends one string and begins the next. */
function endOfQuoted(script: Script, start: number, quote: string): number {
  const end = script.text.indexOf(quote, start + 1);
  if (end !== -1) return end + 1;
  throw scriptError(script, start, 'a quote is not closed', `Close it with ${quote}.`);
}

function endOfEscaped(script: Script, start: number, bodyStart: number): number {
  const edges = /\\[^]|'/g;
  edges.lastIndex = bodyStart;
  for (let edge = edges.exec(script.text); edge !== null; edge = edges.exec(script.text)) {
    if (edge[0] !== "'") continue;
    if (script.text[edges.lastIndex] === "'") edges.lastIndex += 1;
    else {
      const carriedOn = matchEnd(CONTINUED, script.text, edges.lastIndex);
      if (carriedOn === undefined) return edges.lastIndex;
      edges.lastIndex = carriedOn;
    }
  }
  throw scriptError(script, start, 'a quote is not closed', "Close it with '.");
}

function endOfDollarQuoted(script: Script, start: number): number {
  const bodyStart = matchEnd(DOLLAR_TAG, script.text, start);
  if (bodyStart === undefined) return start + 1;
  const tag = script.text.slice(start, bodyStart);
  const end = script.text.indexOf(tag, bodyStart);
  if (end !== -1) return end + tag.length;
  throw scriptError(script, start, `the quote ${tag} is not closed`, `Close it with ${tag}.`);
}
