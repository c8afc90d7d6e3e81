/** Longer ones are rare, and mostly rows to be inserted. */
const CHARACTERS_MAX = 10_000;

/** In the order in which they may hide one another. Comments carry what differs from call to call, such as a trace's id. */
const parts =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*(?:[^*/]|\*(?!\/)|\/(?!\*))*\*\/|(?<![\w$])\d[\w.]*/g;

/** Lists of any length, and any number of rows. */
const lists = /\bin\s*\(\s*(?:\?|\$\d+)(?:\s*,\s*(?:\?|\$\d+))*\s*\)/gi;
const rows = /(\([^()]*\))(?:\s*,\s*\1)+/g;

/**
 * The same for statements that differ in their constants only. It spares most calls of a log the grammar, which takes a
 * hundred times longer. Statements that are the same may still have several of these; undefined where the text has what only
 * the grammar understands.
 */
export function roughKey(text: string): string | undefined {
  if (text.length > CHARACTERS_MAX || /\\|\$[A-Za-z_]*\$/.test(text)) return undefined;
  const key = text
    .replaceAll(parts, (part) => {
      if (part.startsWith('"')) return part;
      return part.startsWith('-') || part.startsWith('/') ? '' : '?';
    })
    .replaceAll(lists, 'IN (?)')
    .replaceAll(rows, '$1');
  return key.includes('/*') ? undefined : key;
}
