import { pathParts, wireText } from '../shared/path-template.ts';

/**
 * A path template as Fastify writes it (find-my-way 9): `/users/:id`, `/users/:id(^[^]+)::activate`. The names only
 * serve readers, since the runtime takes the values from the URL.
 */
export function fastifyPath(template: string): string {
  const used = new Set<string>();
  return template
    .split('/')
    .map((segment) => segmentText(segment, used))
    .join('/');
}

/** Paths that find-my-way holds to be the same whatever their variables are called. */
export function routeKey(template: string): string {
  return fastifyPath(template.replaceAll(/\{[^{}]*\}/g, '{}'));
}

function segmentText(segment: string, used: Set<string>): string {
  const pieces = piecesOf(segment);
  const first = pieces.findIndex(({ kind }) => kind !== 'text');
  const isWhole = first === pieces.length - 1 && pieces[first]?.kind === 'variable';
  return pieces
    .map((piece, index) => {
      if (piece.kind === 'text') return piece.text.replaceAll(':', '::');
      const name = nameOf(piece, used);
      return isWhole ? `:${name}` : `:${name}(^${patternOf(piece, pieces.slice(index + 1))})`;
    })
    .join('');
}

/** A part of a segment, as it reads once the URL is decoded. */
type Piece =
  | { readonly kind: 'text' | 'exact'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string };

/**
 * Text that find-my-way cannot hold as such: `*`, which is its wildcard, and the escapes that it does not decode before
 * it compares (those of characters that `decodeURI` keeps).
 */
const special = /(\*|%(?:2[3-6BCF]|3[ABDF]|40))/i;

function piecesOf(segment: string): readonly Piece[] {
  return pathParts(segment).flatMap((part): readonly Piece[] => {
    if (part.kind === 'variable') return [part];
    return wireText(part.text)
      .split(special)
      .map((text, index): Piece => ({
        kind: index % 2 === 0 ? 'text' : 'exact',
        text: decoded(text),
      }))
      .filter((piece) => piece.kind === 'variable' || piece.text !== '');
  });
}

/** An identifier that no other variable of the path has. */
function nameOf(piece: Piece, used: Set<string>): string {
  const words = piece.kind === 'variable' ? piece.name.replaceAll(/\W+/g, '_') : 'text';
  const start = /^[A-Za-z]/.test(words) ? words : `p${words}`;
  let name = start;
  for (let n = 2; used.has(name); n++) name = `${start}${n}`;
  used.add(name);
  return name;
}

/**
 * What a piece matches: as in the runtime, a variable is not empty and as short as the text after it allows, the last
 * one as long as possible. No two ways lead to the same match, so that matching takes linear time.
 */
function patternOf(piece: Piece, rest: readonly Piece[]): string {
  if (piece.kind !== 'variable') return escaped(piece.text);
  const [next] = rest;
  if (next === undefined || !rest.some(({ kind }) => kind === 'variable')) return '[^]+';
  return next.kind === 'variable' ? '[^]' : `[^](?:(?!${escaped(next.text)})[^])*`;
}

/** As hexadecimal escapes, save letters and digits: find-my-way looks for parentheses and slashes in patterns. */
function escaped(text: string): string {
  return text.replaceAll(
    /[^a-z0-9]/gi,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
