import { pathParts, wireText } from './path-template.ts';
import type { PathPart } from './path-template.ts';

/**
 * A path template as Express 5 and @koa/router write it (path-to-regexp 8): `/files/:path.:ext`, `/users/:id\:activate`. The names only
 * serve readers, since the runtime takes the values from the URL: variables without text between them become one.
 */
export function regexpPath(template: string): string {
  const parts = pathParts(template);
  return parts.map((part, index) => partText(part, parts[index - 1], parts[index + 1])).join('');
}

function partText(
  part: PathPart,
  previous: PathPart | undefined,
  next: PathPart | undefined,
): string {
  if (part.kind === 'literal') return escaped(wireText(part.text));
  if (previous?.kind === 'variable') return '';
  const continued = next?.kind === 'literal' && /^[\w$]/.test(wireText(next.text));
  const isPlain = /^[A-Za-z_$][\w$]*$/.test(part.name) && !continued;
  return isPlain ? `:${part.name}` : `:"${quotedName(part.name)}"`;
}

/** What path-to-regexp gives a meaning. */
function escaped(literal: string): string {
  return literal.replaceAll(/[{}()[\]+?!:*\\]/g, String.raw`\$&`);
}

function quotedName(name: string): string {
  return name.toWellFormed().replaceAll(/["\\]/g, String.raw`\$&`) || 'variable';
}
