import type { Document } from 'yaml';
import { tooDeep, tooManyValues } from './json-source.ts';
import { maxNesting, maxSyntaxErrors, maxYamlTokens } from './limits.ts';
import { nowhere } from './parsed-text.ts';
import type { Fault, ParsedText } from './parsed-text.ts';
import { repairQuotes } from './yaml-repair.ts';
import { yamlValues } from './yaml-values.ts';

type Yaml = typeof import('yaml');

/** Parses a YAML 1.2 text (core schema, merge keys, all keys as strings) into plain JSON. Dates stay strings. */
export async function parseYaml(text: string): Promise<ParsedText> {
  const yaml = await import('yaml');
  let composed = compose(yaml, text);
  if ('fault' in composed) return { positions: nowhere, faults: [composed.fault] };
  const repaired = repairQuotes(text, cutStrings(composed.documents));
  if (repaired !== text) {
    const again = compose(yaml, repaired);
    if ('documents' in again && cutStrings(again.documents).length === 0) composed = again;
  }
  const faults = composed.documents.flatMap(({ errors }) => errors.map(syntaxFault));
  const [first, second] = composed.documents;
  if (second !== undefined) faults.push(severalDocuments(second.range[0]));
  if (faults.length > 0 || !first?.contents) {
    return { positions: nowhere, faults: faults.slice(0, maxSyntaxErrors) };
  }
  return yamlValues(yaml, text, first.contents);
}

/** Feeds the parser token by token, so that depth and size are limited before they are built. */
function compose(
  yaml: Yaml,
  text: string,
): { readonly documents: readonly Document.Parsed[] } | { readonly fault: Fault } {
  const parser = new yaml.Parser();
  // Unique keys are checked in the conversion: the library compares each key with each other.
  const composer = new yaml.Composer({
    uniqueKeys: false,
    stringKeys: true,
    resolveKnownTags: false,
    logLevel: 'silent',
  });
  const documents: Document.Parsed[] = [];
  let tokens = 0;
  for (const lexeme of new yaml.Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) documents.push(...composer.next(token));
    tokens += 1;
    if (tokens > maxYamlTokens) return { fault: tooManyValues(parser.offset) };
    if (parser.stack.length > maxNesting + 2) return { fault: tooDeep(parser.offset) };
  }
  for (const token of parser.end()) documents.push(...composer.next(token));
  documents.push(...composer.end(true, text.length));
  return { documents };
}

/** Where strings in quotes end too early for the parser: at a line that is indented less than it should be. */
function cutStrings(documents: readonly Document.Parsed[]): readonly number[] {
  return documents.flatMap(({ errors }) =>
    errors.filter(({ code }) => code === 'MISSING_CHAR').map(({ pos }) => pos[0]),
  );
}

function syntaxFault(error: { readonly message: string; readonly pos: [number, number] }): Fault {
  const title = `This is not YAML: ${error.message.replace(/\.$/, '')}.`;
  return {
    id: 'not-yaml',
    offset: error.pos[0],
    title,
    fix: 'Correct the syntax at this place.',
  };
}

function severalDocuments(offset: number): Fault {
  const title = 'This file holds several YAML documents, of which only one can be read.';
  return { id: 'not-yaml', offset, title, fix: 'Move everything after `---` to another file.' };
}
