import type { AdvisedIndex } from '../../advise/advise.ts';

/** How long the statements that an index helps take in a call, on average over all of their calls. */
export interface IndexTimes {
  readonly calls: number;
  readonly meanMsBefore: number;
  readonly meanMsAfter: number;
}

export function indexTimes({ statements }: AdvisedIndex): IndexTimes {
  const calls = statements.reduce((sum, { statement }) => sum + statement.calls, 0);
  const mean = (pick: 'meanMsBefore' | 'meanMsAfter'): number =>
    statements.reduce((sum, each) => sum + each[pick] * each.statement.calls, 0) / calls;
  return { calls, meanMsBefore: mean('meanMsBefore'), meanMsAfter: mean('meanMsAfter') };
}
