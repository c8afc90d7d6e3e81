import type { Operation } from '../../../api/model.ts';
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
    if (shape === segment) return [0, 0, appearance];
    const texts = pathParts(segment).flatMap((part) => (part.kind === 'literal' ? part.text : []));
    return texts.length > 0 ? [1, -texts.join('').length, appearance] : [2, 0, appearance];
  });
}

function compareRanks(a: readonly Rank[], b: readonly Rank[]): number {
  for (let index = 0; index < a.length; index += 1) {
    const left = a[index];
    const right = b[index];
    if (left === undefined || right === undefined) return 1;
    if (left === right) continue;
    const difference = left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function headFirst(a: Operation, b: Operation): number {
  return Number(b.method === 'head') - Number(a.method === 'head');
}
