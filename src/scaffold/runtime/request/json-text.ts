import { WireError } from './wire-error.ts';

/** Deeper arrays and objects are refused, so that no handler or encoder runs out of stack on them. */
export const maxJsonDepth = 500;

/** Parses a JSON text. Throws `WireError` where it is none or is nested too deeply. */
export function parseJson(text: string): unknown {
  // Each level takes at least two characters, so that short texts need no look.
  if (text.length > maxJsonDepth * 2 && depthOf(text) > maxJsonDepth) {
    throw new WireError(`is nested more than ${maxJsonDepth} levels deep`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new WireError('is not valid JSON');
  }
}

const quote = 0x22;
const backslash = 0x5c;

/** The deepest level of nesting, at most one more than allowed. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let index = 0; index < text.length && deepest <= maxJsonDepth; index++) {
    switch (text.charCodeAt(index)) {
      case quote:
        index = endOfString(text, index);
        break;
      case 0x5b: // [
      case 0x7b: // {
        depth++;
        if (depth > deepest) deepest = depth;
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth--;
        break;
      default:
    }
  }
  return deepest;
}

/** Index of the quote that ends the string which begins at `start`, or the length of a text without it. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, index: number): boolean {
  let before = index - 1;
  while (text.charCodeAt(before) === backslash) before--;
  return (index - before) % 2 === 0;
}
