import type { CandidateRule, Shape } from './rule.ts';
import { keySql } from './key.ts';

/** Bytes from which a hash of four is much smaller than the value. */
const WIDTH_MIN = 40;

/** Long values that are only ever compared for being equal, such as addresses of pages. */
export const longValue: CandidateRule = ({ equal, table }) =>
  equal.flatMap((term): readonly Shape[] => {
    const known = term.column === undefined ? undefined : table.columns.get(term.column);
    if (known === undefined || known.averageWidth < WIDTH_MIN) return [];
    return [{ method: 'hash', keys: [keySql(term)] }];
  });
