/** Where a text stops being JSON, and what should stand there. */
export interface JsonFault {
  readonly offset: number;
  /** Half a sentence: `a comma or "}" is expected here`. */
  readonly expected: string;
}

// Control characters are exactly what JSON forbids in strings.
// oxlint-disable-next-line no-control-regex
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*"/y;
const word = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const space = /[ \t\r\n]*/y;

/** Finds the first fault of a text that `JSON.parse` refused; its own messages only sometimes have a position. */
export function findJsonFault(text: string): JsonFault {
  const open: ('{' | '[')[] = [];
  let at = skip(space, text, 0);
  let state: 'value' | 'key' | 'after' = 'value';
  for (;;) {
    if (state === 'key') {
      const end = match(string, text, at);
      if (end === undefined) return fault(text, at, 'a key in double quotes');
      at = skip(space, text, end);
      if (text[at] !== ':') return fault(text, at, 'a colon');
      at = skip(space, text, at + 1);
      state = 'value';
    } else if (state === 'value') {
      const bracket = text[at];
      if (bracket === '{' || bracket === '[') {
        open.push(bracket);
        at = skip(space, text, at + 1);
        state = text[at] === closing(bracket) ? 'after' : bracket === '{' ? 'key' : 'value';
      } else {
        const end = match(string, text, at) ?? match(word, text, at);
        if (end === undefined) return fault(text, at, valueExpected(text, at));
        at = skip(space, text, end);
        state = 'after';
      }
    } else {
      const inside = open.at(-1);
      if (inside === undefined) return fault(text, at, 'the end of the document');
      if (text[at] === ',') state = inside === '{' ? 'key' : 'value';
      else if (text[at] === closing(inside)) open.pop();
      else return fault(text, at, `a comma or "${closing(inside)}"`);
      at = skip(space, text, at + 1);
    }
  }
}

function closing(bracket: '{' | '['): '}' | ']' {
  return bracket === '{' ? '}' : ']';
}

function match(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function skip(pattern: RegExp, text: string, at: number): number {
  return match(pattern, text, at) ?? at;
}

function valueExpected(text: string, at: number): string {
  return text[at] === '"' ? 'a closing quote, or a valid escape in this string,' : 'a value';
}

function fault(text: string, offset: number, expected: string): JsonFault {
  const end = offset >= text.length ? ', but the document ends' : '';
  return { offset, expected: `${expected} is expected here${end}` };
}
