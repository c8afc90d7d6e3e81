import { TrivetError } from '../../base/errors.ts';
import { templateFunction } from './template-functions.ts';
import type { TemplateContext } from './template-context.ts';

/** A literal text, or what is put in its place for every request. */
export type Piece = string | Placeholder;

export interface Placeholder {
  /** Name of a variable; undefined for a function such as `$uuid`. */
  readonly variable: string | undefined;
  valueIn(context: TemplateContext): string;
}

/**
 * The pieces of a text: `{{name}}` is a variable, `{{$name arguments}}` a function, `{{{{` a literal `{{`. Neighbouring
 * literals are one.
 * @throws TrivetError `USAGE` for a placeholder without its end, without a name, or of an unknown function
 */
export function parseTemplate(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let literal = '';
  let at = 0;
  for (let open = text.indexOf('{{'); open !== -1; open = text.indexOf('{{', at)) {
    literal += text.slice(at, open);
    if (text.startsWith('{{{{', open)) {
      literal += '{{';
      at = open + 4;
      continue;
    }
    const close = text.indexOf('}}', open);
    if (close === -1) throw endless(text.slice(open));
    if (literal !== '') pieces.push(literal);
    literal = '';
    pieces.push(placeholderOf(text.slice(open + 2, close).trim()));
    at = close + 2;
  }
  literal += text.slice(at);
  if (literal !== '') pieces.push(literal);
  return pieces;
}

/** The template that stands for a text as it is. */
export function literalTemplate(text: string): string {
  return text.replaceAll('{{', '{{{{');
}

function placeholderOf(inner: string): Placeholder {
  if (inner.startsWith('$')) return { variable: undefined, valueIn: templateFunction(inner) };
  if (inner === '' || /[{}]/.test(inner)) {
    throw new TrivetError('USAGE', `{{${inner}}} is not the name of a variable.`, {
      hint: 'Write {{name}}, or {{{{ where two braces are meant.',
    });
  }
  return { variable: inner, valueIn: ({ values }) => values.get(inner) ?? '' };
}

function endless(rest: string): TrivetError {
  const start = rest.length > 40 ? `${rest.slice(0, 39)}…` : rest;
  return new TrivetError('USAGE', `The placeholder ${start} has no end.`, {
    hint: 'Close it with }}, or write {{{{ where two braces are meant.',
  });
}
