import { type Candidate, candidateSql } from '../../../postgres/what-if/candidate.ts';
import type { RelationUse } from '../relation-use.ts';
import { blockRange } from './block-range.ts';
import { btree } from './btree.ts';
import { document } from './document.ts';
import { longValue } from './long-value.ts';
import { pattern } from './pattern.ts';
import { covered, partial } from './variants.ts';
import type { CandidateRule } from './rule.ts';

/** One file each. */
const rules: readonly CandidateRule[] = [btree, pattern, document, blockRange, longValue];

/** All indexes that might serve a use of a table, without repetition. */
export function candidatesFor(use: RelationUse): readonly Candidate[] {
  const found = new Map<string, Candidate>();
  for (const rule of rules) {
    for (const shape of rule(use)) {
      const plain: Candidate = { table: use.table.id, include: [], where: undefined, ...shape };
      for (const limited of [plain, ...partial(plain, use)]) {
        for (const each of [limited, ...covered(limited, use)]) found.set(candidateSql(each), each);
      }
    }
  }
  return [...found.values()];
}
