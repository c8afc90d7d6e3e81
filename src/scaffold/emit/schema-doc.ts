import type { Schema } from '../../api/model.ts';

/** Longest documentation comment, cut at a word. */
const maxDocCharacters = 300;

/** Documentation comment of a schema: the first paragraph of its description, and whether it is deprecated. */
export function schemaDoc(schema: Schema): string | undefined {
  if (typeof schema === 'boolean') return undefined;
  const text = schema['description'] ?? schema['title'];
  return docText(typeof text === 'string' ? text : '', schema['deprecated'] === true);
}

/** The first paragraph of a text on one line, and a tag where it is deprecated. */
export function docText(text: string, isDeprecated: boolean): string | undefined {
  const start = text.trimStart().slice(0, 4 * maxDocCharacters);
  const paragraph = (start.split(/\n[ \t\r]*\n/, 1)[0] ?? '').replaceAll(/\s+/g, ' ').trim();
  const short = shortened(paragraph);
  if (isDeprecated) return short === '' ? '@deprecated' : `${short}\n\n@deprecated`;
  return short === '' ? undefined : short;
}

function shortened(text: string): string {
  if (text.length <= maxDocCharacters) return text;
  const space = text.lastIndexOf(' ', maxDocCharacters);
  return `${text.slice(0, space > 0 ? space : maxDocCharacters)} …`;
}
