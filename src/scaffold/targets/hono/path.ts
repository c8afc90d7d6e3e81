import { pathParts, wireText } from '../shared/path-template.ts';
import type { PathPart } from '../shared/path-template.ts';

/**
 * A path template as Hono writes it: `/users/:id`, `/files/:path{[^/][^/.]*\.[^/]+}`. Only whole segments can vary there,
 * so all others that hold more than plain text become one parameter with a pattern. Patterns match in linear time, and
 * just what the runtime takes apart: the names only serve readers.
 */
export function honoPath(template: string): string {
  return template.split('/').map(segmentText).join('/');
}

function segmentText(segment: string): string {
  const parts = merged(pathParts(segment));
  const [first] = parts;
  if (first === undefined) return '';
  if (parts.length === 1) {
    if (first.kind === 'variable') return `:${plainName(first.name)}`;
    const text = decodedText(first.text);
    return plainText.test(text) ? text : `:text{${escaped(text)}}`;
  }
  const name = parts.find((part) => part.kind === 'variable')?.name ?? '';
  const last = parts.findLastIndex((part) => part.kind === 'variable');
  const pattern = parts
    .map((part, index) => patternText(part, parts[index + 1], index === last))
    .join('');
  return `:${plainName(name)}{${pattern}}`;
}

/** Variables without text between them are one: nobody can tell where the first ends. */
function merged(parts: readonly PathPart[]): readonly PathPart[] {
  return parts.filter(
    (part, index) => part.kind === 'literal' || parts[index - 1]?.kind !== 'variable',
  );
}

/** The shortest text for each variable but the last, so that there is one way only to match. */
function patternText(part: PathPart, next: PathPart | undefined, isLast: boolean): string {
  if (part.kind === 'literal') return escaped(decodedText(part.text));
  if (isLast || next?.kind !== 'literal') return '[^/]+';
  const end = decodedText(next.text);
  if (end.length > 1) return `[^/](?:(?!${escaped(end)})[^/])*`;
  return `[^/][^/${/[\w.,:;=~-]/.test(end) ? end : escaped(end)}]*`;
}

/**
 * Text that means nothing to any of Hono's routers. TrieRouter puts the text behind a pattern into a regular expression,
 * and RegExpRouter all text: it takes `:` for a parameter anywhere, and `@1` for a mark of its own.
 */
const plainText = /^(?:[\p{L}\p{M}\p{N} !%&',.;=_~-]|@(?!\p{N}))*$/u;

function plainName(name: string): string {
  return name.replaceAll(/[^\w-]/g, '_') || 'variable';
}

/** Hono reads braces, `#` and `@` itself, and `$` where it puts patterns together: those are given by number. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\\^.*+?()[\]|]/g, String.raw`\$&`)
    .replaceAll(/[{}#@$]/g, (character) => `\\x${character.charCodeAt(0).toString(16)}`);
}

/** A literal as Hono sees it in the path of a request: decoded, save for delimiters and what is malformed. */
function decodedText(literal: string): string {
  return wireText(literal).replaceAll(/(?:%[\dA-Fa-f]{2})+/g, (group) => {
    try {
      return decodeURI(group.replaceAll('%25', '%2525'));
    } catch {
      return group;
    }
  });
}
