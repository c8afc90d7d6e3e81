const known = new Map<string, boolean>();
/** Patterns remembered at most; a document repeats few of them often. */
const MAX_KNOWN = 10_000;

/** Whether JavaScript takes the text for a regular expression, with or without its `u` flag. */
export function isPattern(text: string): boolean {
  const before = known.get(text);
  if (before !== undefined) return before;
  if (known.size >= MAX_KNOWN) known.clear();
  const result = compiles(text, 'u') || compiles(text, '');
  known.set(text, result);
  return result;
}

function compiles(text: string, flags: string): boolean {
  try {
    return new RegExp(text, flags) instanceof RegExp;
  } catch {
    return false;
  }
}
