import type { Positions } from './positions.ts';
import type { Tokens } from './pointer.ts';

/** A slice of a text: `text.slice(start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A key that an object has twice. */
export interface DuplicateKey {
  readonly key: string;
  /** Where the later one is written. */
  readonly offset: number;
  /** Of the object. */
  readonly tokens: Tokens;
}

/** Finds where in a valid JSON text the value at a place is written; undefined where there is none. */
export function locate(text: string, tokens: Tokens): Span | undefined {
  const found = descend(text, rootOf(text), tokens);
  return found.depth === tokens.length
    ? { start: found.node.offset, end: endOfValue(text, found.node.offset) }
    : undefined;
}

/** Positions in a valid JSON text. Each object and array is scanned once, when something inside it is first asked for. */
export function jsonPositions(text: string): Positions {
  let root: Node | undefined;
  return {
    offsetOf(tokens) {
      root ??= rootOf(text);
      return descend(text, root, tokens).node.offset;
    },
  };
}

/** All keys that occur twice in an object of a valid JSON text, in order of the text. At most `limit` of them. */
export function duplicateKeys(text: string, limit: number): readonly DuplicateKey[] {
  const found: DuplicateKey[] = [];
  const visit = (node: Node, tokens: Tokens): void => {
    const seen = new Set<string>();
    for (const { key, keyOffset, child } of membersOf(text, node)) {
      if (found.length >= limit) return;
      if (keyOffset !== undefined && seen.has(key)) found.push({ key, offset: keyOffset, tokens });
      seen.add(key);
      visit(child, [...tokens, key]);
    }
  };
  visit(rootOf(text), []);
  return found.toSorted((a, b) => a.offset - b.offset);
}

interface Node {
  readonly offset: number;
  children?: ReadonlyMap<string, Node>;
}

interface Member {
  readonly key: string;
  /** Absent for elements of arrays. */
  readonly keyOffset: number | undefined;
  readonly child: Node;
}

function rootOf(text: string): Node {
  return { offset: skipSpace(text, 0) };
}

/** Goes as deep as the place exists. */
function descend(text: string, root: Node, tokens: Tokens): { node: Node; depth: number } {
  let node = root;
  for (const [depth, token] of tokens.entries()) {
    node.children ??= new Map(membersOf(text, node).map(({ key, child }) => [key, child]));
    const child = node.children.get(token);
    if (child === undefined) return { node, depth };
    node = child;
  }
  return { node, depth: tokens.length };
}

function membersOf(text: string, node: Node): Member[] {
  const open = text[node.offset];
  if (open !== '{' && open !== '[') return [];
  const members: Member[] = [];
  let at = skipSpace(text, node.offset + 1);
  while (at < text.length && text[at] !== '}' && text[at] !== ']') {
    let key = String(members.length);
    let keyOffset: number | undefined;
    if (open === '{') {
      const keyEnd = endOfString(text, at);
      key = String(JSON.parse(text.slice(at, keyEnd)));
      keyOffset = at;
      at = skipSpace(text, skipSpace(text, keyEnd) + 1);
    }
    members.push({ key, keyOffset, child: { offset: at } });
    at = skipSpace(text, endOfValue(text, at));
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return members;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return at;
    at += 1;
  }
}

function endOfValue(text: string, start: number): number {
  const first = text[start];
  if (first === '"') return endOfString(text, start);
  if (first !== '{' && first !== '[') return endOfWord(text, start);
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 34) at = endOfString(text, at) - 1;
    else if (code === 123 || code === 91) depth += 1;
    else if ((code === 125 || code === 93) && --depth === 0) return at + 1;
  }
  return text.length;
}

/** The offset after the closing quote of the string that starts at `start`. */
export function endOfString(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1);
  while (quote !== -1) {
    let backslashes = 0;
    while (text.charCodeAt(quote - 1 - backslashes) === 92) backslashes += 1;
    if (backslashes % 2 === 0) return quote + 1;
    quote = text.indexOf('"', quote + 1);
  }
  return text.length;
}

function endOfWord(text: string, start: number): number {
  let at = start;
  while (at < text.length && !/[\s,\]}]/.test(text.charAt(at))) at += 1;
  return at;
}
