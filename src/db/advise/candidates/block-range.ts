import type { CandidateRule, Shape } from './rule.ts';
import { keySql } from './key.ts';

/** How much rows must lie in the order of values. */
const CORRELATION_MIN = 0.9;
/** 8 MiB: below that, reading all of it is as fast. */
const PAGES_MIN = 1024;

/** For ranges over what grows with the table, such as the time of an event: a thousandth of a b-tree's size. */
export const blockRange: CandidateRule = ({ ranges, table }) => {
  if (table.pages < PAGES_MIN) return [];
  return ranges.flatMap(([term]): readonly Shape[] => {
    const known = term?.column === undefined ? undefined : table.columns.get(term.column);
    if (term === undefined || Math.abs(known?.correlation ?? 0) < CORRELATION_MIN) return [];
    return [{ method: 'brin', keys: [keySql(term)] }];
  });
};
