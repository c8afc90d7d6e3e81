import type { Fact } from '../../../postgres/catalog/catalog.ts';
import { printed } from '../facts.ts';
import type { Draft } from '../kind-changes.ts';

type Bounds = Readonly<Record<string, Fact>>;

/**
 * A sequence whose place is outside of its new bounds is refused, even where nobody has used it. It is then taken to the new
 * start, for which the bounds must allow both; a place that remains allowed is kept.
 */
export function moveIntoBounds(sequence: string, from: Bounds, to: Bounds): readonly Draft[] {
  const [min, max] = [number(to, 'min'), number(to, 'max')];
  const start = number(from, 'start');
  if (start >= min && start <= max) return [];
  const widest = [smaller(number(from, 'min'), min), larger(number(from, 'max'), max)];
  // That of an identity column has the type of the column, and keeps it.
  const wide = from['type'] === undefined ? '' : ' AS bigint';
  return [
    {
      sql: `ALTER SEQUENCE ${sequence}${wide} MINVALUE ${widest[0]} MAXVALUE ${widest[1]}`,
    },
    {
      sql: `SELECT pg_catalog.setval('${sequence.replaceAll("'", "''")}', ${printed(to['start'])}, false) FROM ${sequence} WHERE last_value NOT BETWEEN ${min} AND ${max}`,
    },
  ];
}

function number(bounds: Bounds, name: string): bigint {
  return BigInt(printed(bounds[name]));
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
