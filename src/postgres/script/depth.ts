import type { Token } from './token.ts';

/** How deep a statement is in parentheses and in the body of an SQL function, and the word before. */
export interface Depth {
  readonly parentheses: number;
  readonly blocks: number;
  readonly lastWord: string;
  readonly lastEnd: number;
}

export const outermost: Depth = { parentheses: 0, blocks: 0, lastWord: '', lastEnd: -1 };

export function isOutermost({ parentheses, blocks }: Depth): boolean {
  return parentheses === 0 && blocks === 0;
}

export function depthAfter(depth: Depth, { kind, start, end }: Token, text: string): Depth {
  const { parentheses, blocks, lastWord, lastEnd } = depth;
  const word = kind === 'word' ? text.slice(start, end).toLowerCase() : '';
  // A name after a dot or AS may be any word.
  const isName = lastWord === 'as' || (start === lastEnd && text[start - 1] === '.');
  return {
    parentheses: Math.max(0, parentheses + (steps[kind] ?? 0)),
    blocks: blocks + (isName ? 0 : blockStep(word, depth)),
    lastWord: word,
    lastEnd: end,
  };
}

const steps: Readonly<Partial<Record<Token['kind'], number>>> = { open: 1, close: -1 };

function blockStep(word: string, { blocks, lastWord }: Depth): number {
  if (word === 'atomic') return lastWord === 'begin' ? 1 : 0;
  if (blocks === 0) return 0;
  // CASE closes with END, too.
  if (word === 'case') return 1;
  return word === 'end' ? -1 : 0;
}
