import { parsePattern } from './pattern.ts';
import type { Pattern } from './pattern.ts';

/** How a text is made from a pattern. */
interface Plan {
  /** How often a part is repeated beyond its minimum. */
  readonly extra: number;
  /** Which branch and which character are taken, counted in circles. */
  readonly choice: number;
  /** Texts that groups have matched so far. */
  readonly groups: Map<number, string>;
}

const MAX_TEXT_LENGTH = 20_000;

/** Texts that probably match a regular expression and are at least `minLength` long where it allows that. */
export function textsMatching(source: string, minLength: number): readonly string[] {
  const pattern = parsePattern(source);
  if (pattern === undefined) return [];
  const texts = new Set<string>();
  for (const extra of [0, 1, 2, 7, minLength]) {
    for (let choice = 0; choice < 4; choice += 1) {
      const text = write(pattern, { extra, choice, groups: new Map() });
      if (text.length <= MAX_TEXT_LENGTH) texts.add(text);
    }
  }
  for (const text of Array.from(texts)) {
    if (text.length < minLength)
      texts.add(text.padEnd(minLength, 'a')).add(text.padStart(minLength, 'a'));
  }
  return [...texts];
}

function write(pattern: Pattern, plan: Plan): string {
  switch (pattern.kind) {
    case 'sequence':
      return pattern.parts.map((part) => write(part, plan)).join('');
    case 'choice': {
      const branch = pattern.branches[plan.choice % pattern.branches.length];
      return branch === undefined ? '' : write(branch, plan);
    }
    case 'repeat':
      return repeated(pattern.part, Math.min(pattern.min + plan.extra, pattern.max), plan);
    case 'group': {
      const text = write(pattern.part, plan);
      plan.groups.set(pattern.index, text);
      return text;
    }
    case 'characters':
      return pattern.characters[plan.choice % pattern.characters.length] ?? '';
    default:
      return plan.groups.get(pattern.index) ?? '';
  }
}

function repeated(part: Pattern, count: number, plan: Plan): string {
  let text = '';
  for (let index = 0; index < count && text.length <= MAX_TEXT_LENGTH; index += 1) {
    text += write(part, plan);
  }
  return text;
}
