import { parseTemplate, type Piece } from './parse-template.ts';
import type { TemplateContext } from './template-context.ts';

/** A text with places to be filled in, ready for use. */
export interface Template {
  /** The whole text where there is nothing to fill in. */
  readonly constant: string | undefined;
  /** Names of the variables that it needs, each once. */
  readonly variables: readonly string[];
  render(context: TemplateContext): string;
}

/** How a value is written at its place so that it stays one value. */
export type Escape = (value: string) => string;

/** Asked for each placeholder in turn, with the literal text since the one before. */
export type Escaping = (literal: string) => Escape;

/**
 * Compiles a text. Without `escaping` values are inserted as they are; `escaping.ts` has the ways of URLs, headers and
 * bodies. A text without `{{` stays as it is.
 * @throws TrivetError `USAGE` for placeholders that cannot be read (`parse-template.ts`)
 */
export function compileTemplate(text: string, escaping: Escaping = () => asItIs): Template {
  return compilePieces(parseTemplate(text), escaping);
}

/** The same for a text that has been taken apart already. */
export function compilePieces(pieces: readonly Piece[], escaping: Escaping): Template {
  const start = typeof pieces[0] === 'string' ? pieces[0] : '';
  const slots: Slot[] = [];
  const variables = new Set<string>();
  let before = '';
  for (const [index, piece] of pieces.entries()) {
    if (typeof piece === 'string') {
      before = piece;
      continue;
    }
    const after = pieces[index + 1];
    const escape = escaping(before);
    before = '';
    if (piece.variable !== undefined) variables.add(piece.variable);
    slots.push({
      valueIn: (context) => escape(piece.valueIn(context)),
      after: typeof after === 'string' ? after : '',
    });
  }
  return {
    constant: slots.length === 0 ? start : undefined,
    variables: [...variables],
    render: renderer(start, slots),
  };
}

interface Slot {
  readonly valueIn: (context: TemplateContext) => string;
  /** Literal text up to the next slot. */
  readonly after: string;
}

function renderer(start: string, slots: readonly Slot[]): Template['render'] {
  if (slots.length === 0) return () => start;
  return (context) => {
    let text = start;
    for (const { valueIn, after } of slots) text += valueIn(context) + after;
    return text;
  };
}

const asItIs: Escape = (value) => value;
