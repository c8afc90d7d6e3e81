import { regexpPath } from '../shared/regexp-path.ts';

/**
 * A path template for Nest's decorators on the platform of Express. Nest cuts a slash off the end, so one that the
 * document wants is written as an optional group; the route without it, where there is one, is registered first.
 */
export function nestPath(template: string): string {
  if (template.length < 2 || !template.endsWith('/')) return regexpPath(template);
  return `${regexpPath(template.slice(0, -1))}{/}`;
}
