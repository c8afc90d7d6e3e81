import { withSeparators, ms, percent } from '../../../report/number.ts';
import type { Check, Observation } from '../check.ts';
import {
  type CostlyStatement,
  costEvidence,
  costlyStatements,
  severityOf,
  shortText,
  timeText,
} from '../statement-costs.ts';

/** A statement that takes a large part of all the time, or that makes whoever asks it wait for long. */
export const slowStatement: Check = {
  id: 'slow-statement',
  group: 'statements',
  needs: ['workload'],
  run: async ({ workload }) => {
    if (workload === undefined) return [];
    const costly = await costlyStatements(workload);
    return costly.filter(isSlow).slice(0, FINDINGS_MAX).map(observe);
  },
};

const FINDINGS_MAX = 20;
/** A twentieth of all time, and a minute a day. */
const SHARE_MIN = 0.05;
const MS_PER_DAY_MIN = 60_000;
/** Somebody waits for this. */
const MEAN_MS_MAX = 1000;
const CALLS_MIN = 10;
/** Of less work each, the number of calls is the matter. */
const SHORT_MS = 1;

function isSlow({ share, meanMs, msPerDay, statement }: CostlyStatement): boolean {
  if (msPerDay < MS_PER_DAY_MIN) return false;
  return share >= SHARE_MIN || (meanMs >= MEAN_MS_MAX && statement.calls >= CALLS_MIN);
}

function observe(costly: CostlyStatement): Observation {
  const { statement, text, meanMs, share } = costly;
  const { id, calls, totalMs, rows, areRowsKnown } = statement;
  const rowsPerCall = Number((rows / calls).toFixed(1));
  return {
    subject: `statement ${id}`,
    severity: severityOf(costly),
    title: `${shortText(text)} takes ${percent(share)} of the time of all statements: ${timeText(totalMs)} in ${withSeparators(calls)} calls of ${ms(meanMs)} ms`,
    fix:
      meanMs < SHORT_MS
        ? 'Ask less often: keep the answer for a while, or fetch many rows with one statement.'
        : 'Look at its plan with EXPLAIN (ANALYZE, BUFFERS), and at what trivet db suggest-indexes says of it.',
    evidence: {
      ...costEvidence(costly),
      ...(areRowsKnown === false ? {} : { rows_per_call: rowsPerCall }),
    },
  };
}
