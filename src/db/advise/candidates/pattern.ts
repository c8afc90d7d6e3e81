import type { CandidateRule, Shape } from './rule.ts';
import { keySql } from './key.ts';

/**
 * `LIKE 'text%'` is a range in byte order, which a b-tree has with `text_pattern_ops`; all other patterns, and
 * `ILIKE` and regular expressions, need trigrams (the extension pg_trgm).
 */
export const pattern: CandidateRule = ({ operators, table }) =>
  operators.flatMap(({ term, operator }): readonly Shape[] => {
    if (!/^(~~?\*?|%)$/.test(operator)) return [];
    const type = term.column === undefined ? 'text' : (table.types.get(term.column) ?? 'text');
    const classes = type.startsWith('character varying')
      ? 'varchar_pattern_ops'
      : 'text_pattern_ops';
    const trigrams: Shape = { method: 'gin', keys: [keySql(term, 'gin_trgm_ops')] };
    const prefix: Shape = { method: 'btree', keys: [keySql(term, classes)] };
    return operator === '~~' ? [prefix, trigrams] : [trigrams];
  });
