import type { Operation } from '../../api-model.ts';
import { pathParts } from './path-template.ts';

/**
 * Operations in an order in which the first route that matches is the right one: at the first segment where two paths
 * differ, text comes before text with variables, and that before a lone variable (OpenAPI: concrete paths first).
 * Otherwise the order of the document holds, with paths of the same beginning kept together. `HEAD` goes before the
 * `GET` of the same path, which frameworks let answer `HEAD` too.
 */
export function byPrecedence(operations: readonly Operation[]): readonly Operation[] {
  const seen = new Map<string, number>();
  const ranked = operations.map((operation) => ({ operation, ranks: ranksOf(operation, seen) }));
  return ranked
    .toSorted((a, b) => compareRanks(a.ranks, b.ranks) || headFirst(a.operation, b.operation))
    .map(({ operation }) => operation);
}

/** One of each segment: how concrete it is, how little text it has, when its beginning was first seen. */
type Rank = readonly [variables: number, missingText: number, appearance: number];

function ranksOf({ path }: Operation, seen: Map<string, number>): readonly Rank[] {
  let prefix = '';
  return path.split('/').map((segment) => {
    const shape = segment.replaceAll(/\{[^{}]*\}/g, '{}');
    prefix += `/${shape}`;
    const appearance = seen.get(prefix) ?? seen.size;
    seen.set(prefix, appearance);
    const texts = pathParts(segment).flatMap((part) => (part.kind === 'literal' ? part.text : []));
    const kind = shape === segment ? 0 : texts.length > 0 ? 1 : 2;
    return [kind, kind === 1 ? -texts.join('').length : 0, appearance];
  });
}

function compareRanks(a: readonly Rank[], b: readonly Rank[]): number {
  for (const [index, rank] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const difference = rank.map((value, at) => value - (other[at] ?? 0)).find((d) => d !== 0);
    if (difference !== undefined) return difference;
  }
  return a.length - b.length;
}

function headFirst(a: Operation, b: Operation): number {
  return Number(b.method === 'head') - Number(a.method === 'head');
}
