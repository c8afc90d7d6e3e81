import { sqlParser } from '../../../postgres/sql-parser.ts';
import { walk } from '../../advise/expression.ts';
import type { Check } from '../check.ts';
import {
  costEvidence,
  costText,
  severityOf,
  shortText,
  slowStatements,
} from '../statement-costs.ts';
import { memberOf } from '../statement-tree.ts';

/** A statement that pages through rows by counting them off from the beginning. */
export const offsetPaging: Check = {
  id: 'offset-paging',
  group: 'statements',
  needs: ['workload'],
  run: async ({ workload }) => {
    if (workload === undefined) return [];
    const { parseSync } = await sqlParser();
    const slow = await slowStatements(workload);
    return slow
      .filter(({ text }) => hasOffset(parseSync(text)))
      .map((each) => ({
        subject: `statement ${each.statement.id}`,
        severity: severityOf(each),
        title: `${shortText(each.text)} skips rows with OFFSET: ${costText(each)}`,
        fix: 'Begin after the last row of the page before: WHERE (created_at, id) < ($1, $2) ORDER BY created_at DESC, id DESC LIMIT $3.',
        evidence: costEvidence(each),
      }));
  },
};

/** One that varies: constants in the text are parameters by the time that they are counted. */
function hasOffset(tree: unknown): boolean {
  let has = false;
  walk(tree, (name, value) => {
    if (name !== 'limitOffset') return;
    const constant = memberOf(value, 'A_Const');
    const number = memberOf(memberOf(constant, 'ival'), 'ival');
    has ||= constant === undefined || Number(number ?? 0) >= OFFSET_MIN;
  });
  return has;
}

/** Where a text still has the number. */
const OFFSET_MIN = 100;
