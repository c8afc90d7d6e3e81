import type { OrderKey, Term } from '../conditions.ts';
import type { RelationUse, TableKnowledge } from '../relation-use.ts';
import type { CandidateRule, Shape } from './rule.ts';
import { distinctOf, keySql, orderSql } from './key.ts';

/** More keys than this help no plan that was ever seen. */
const KEYS_MAX = 4;

/**
 * B-trees: what is compared for being equal first, the most selective ahead, and then what is compared for being less or
 * greater, or the order in which rows are wanted. Without the order an index serves half of it.
 */
export const btree: CandidateRule = (use) => {
  const shapes: Shape[] = [];
  const add = (keys: readonly string[]): void => {
    if (keys.length > 0)
      shapes.push({ method: 'btree', keys: [...new Set(keys)].slice(0, KEYS_MAX) });
  };
  for (const prefix of prefixes(use)) {
    const keys = prefix.map((term) => keySql(term));
    add(keys);
    for (const range of use.ranges) add([...keys, ...range.map((term) => keySql(term))]);
    for (const order of use.orders) {
      const rest = order.filter(({ sql }) => !prefix.some((term) => term.sql === sql));
      add([...keys, ...inOneDirection(rest).map(orderSql)]);
    }
  }
  for (const term of use.alternatives) add([keySql(term)]);
  return shapes;
};

/** Lists of terms that are compared for being equal, the empty one among them. */
function prefixes(use: RelationUse): readonly (readonly Term[])[] {
  const { table } = use;
  const equal = bySelectivity(use.equal, table);
  const lists: (readonly Term[])[] = [[], ...equal.map((term) => [term]), equal];
  // Pairs in both orders, for statements that have one of them alone.
  for (const first of equal) {
    for (const second of equal) if (first !== second) lists.push([first, second]);
  }
  for (const join of use.joined) {
    lists.push([join], [...equal, join], [join, ...equal]);
    for (const other of use.joined) if (other !== join) lists.push([join, other]);
  }
  return lists;
}

function bySelectivity(terms: readonly Term[], table: TableKnowledge): readonly Term[] {
  return terms.toSorted((a, b) => distinctOf(b, table) - distinctOf(a, table));
}

/** An index is read in both directions, so one that only goes down might as well go up: it then serves more statements. */
function inOneDirection(keys: readonly OrderKey[]): readonly OrderKey[] {
  const isReversed = keys.every(({ isDescending, nulls }) => isDescending && nulls !== 'last');
  return isReversed ? keys.map((key) => ({ ...key, isDescending: false, nulls: undefined })) : keys;
}
