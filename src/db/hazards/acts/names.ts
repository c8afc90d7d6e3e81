import type { Node, RangeVar } from 'libpg-query';
import { keywords } from './keywords.ts';

/** A name as SQL text: quoted where it must be. */
export function quoted(name: string): string {
  const isPlain = /^[a-z_][a-z0-9_$]*$/.test(name) && !keywords.has(name);
  return isPlain ? name : `"${name.replaceAll('"', '""')}"`;
}

export function relationText(relation: RangeVar | undefined): string {
  return nameText([relation?.schemaname, relation?.relname]);
}

export function nameText(parts: readonly (string | undefined)[]): string {
  return parts.flatMap((part) => (part === undefined ? [] : [quoted(part)])).join('.');
}

/** The texts in a list of `String` nodes, as in names and in lists of columns. */
export function stringsOf(nodes: readonly Node[] | undefined): readonly string[] {
  return (nodes ?? []).flatMap((node) => ('String' in node ? [node.String.sval ?? ''] : []));
}

/** `users` of `public.users`. */
export function lastPart(name: string): string {
  return LAST.exec(name)?.[0] ?? name;
}

const LAST = /(?:"(?:[^"]|"")*"|[^".]+)$/;

/** Whether two names can mean the same: where one of them does not say its schema, any will do. */
export function isSameName(a: string, b: string): boolean {
  if (a === b) return true;
  const [lastA, lastB] = [lastPart(a), lastPart(b)];
  return lastA === lastB && (lastA === a || lastB === b);
}
