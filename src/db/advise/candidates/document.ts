import type { CandidateRule, Shape } from './rule.ts';
import { keySql } from './key.ts';

/** What is within a value: members of documents, elements of arrays, words of texts. */
export const document: CandidateRule = ({ operators, table }) =>
  operators.flatMap(({ term, operator }): readonly Shape[] => {
    const type = term.column === undefined ? undefined : table.types.get(term.column);
    const plain: Shape = { method: 'gin', keys: [keySql(term)] };
    // Half as large, and it answers these only.
    const paths: Shape = { method: 'gin', keys: [keySql(term, 'jsonb_path_ops')] };
    if (operator === '@@' || operator === '@?') return type === 'jsonb' ? [paths, plain] : [plain];
    if (operator === '@>') return type?.endsWith('[]') === true ? [plain] : [paths, plain];
    return ['?', '?|', '?&', '&&', '<@'].includes(operator) ? [plain] : [];
  });
