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
import { memberOf, namesOf } from '../statement-tree.ts';

/** A statement that asks for NOT IN (SELECT …), which no join can answer. */
export const notInSubquery: Check = {
  id: 'not-in-subquery',
  group: 'statements',
  needs: ['workload'],
  run: async ({ workload }) => {
    if (workload === undefined) return [];
    const { parseSync } = await sqlParser();
    const slow = await slowStatements(workload);
    return slow
      .filter(({ text }) => hasNotIn(parseSync(text)))
      .map((each) => ({
        subject: `statement ${each.statement.id}`,
        severity: severityOf(each),
        title: `${shortText(each.text)} asks for NOT IN (SELECT …), which is no join: ${costText(each)}`,
        fix: 'Write NOT EXISTS (SELECT FROM … WHERE … = …), which is a join, and right where there are nulls.',
        evidence: costEvidence(each),
      }));
  },
};

/** `NOT x IN (SELECT …)`, `x NOT IN (SELECT …)`, `x <> ALL (SELECT …)` */
function hasNotIn(tree: unknown): boolean {
  let has = false;
  walk(tree, (name, value) => {
    if (name === 'SubLink' && memberOf(value, 'subLinkType') === 'ALL_SUBLINK')
      has ||= namesOf(memberOf(value, 'operName')).at(-1) === '<>';
    if (name !== 'BoolExpr' || memberOf(value, 'boolop') !== 'NOT_EXPR') return;
    const args = memberOf(value, 'args');
    const link = memberOf(Array.isArray(args) ? args[0] : undefined, 'SubLink');
    has ||= memberOf(link, 'subLinkType') === 'ANY_SUBLINK';
  });
  return has;
}
