import { printableLine } from '../../../base/printable.ts';
import type { Style } from '../../../report/style.ts';
import { counted } from '../../../report/text.ts';
import type { Workload } from '../../workload/workload.ts';
import type { ExplainedStatement } from '../explain/explain-statements.ts';
import type { AnalysisReport } from './analysis-report.ts';
import { costWords, executionWords } from './plan-words.ts';

const STATEMENT_CHARACTERS = 110;

/** What stands out in the plans, for a terminal: lines. */
export function planLines(
  { explanation, workload }: AnalysisReport,
  style: Style,
): readonly string[] {
  if (explanation === undefined || workload === undefined) return [];
  const { origin, statements, unplanned } = explanation;
  return [
    style('bold', `PLANS (${counted(statements.length, 'statement')}):`),
    ...statements.flatMap((each, place) => statementLines(each, place, workload, style)),
    ...unplanned.map(
      ({ statement, reason }) =>
        `  not planned: ${printableLine(statement.text, STATEMENT_CHARACTERS)}: ${printableLine(reason)}`,
    ),
    style('dim', `  (${origin})`),
    '',
  ];
}

function statementLines(
  explained: ExplainedStatement,
  place: number,
  workload: Workload,
  style: Style,
): readonly string[] {
  const { statement, remarks } = explained;
  const execution = executionWords(explained);
  const text = statement.text.replaceAll(/\s+/g, ' ').trim();
  return [
    `  ${place + 1}. ${printableLine(text, STATEMENT_CHARACTERS)}`,
    style(
      'dim',
      `     ${costWords(explained, workload)}${execution === undefined ? '' : `; ${execution}`}`,
    ),
    ...remarks.flatMap(({ title, fix, rule }) => [
      `     ${style('yellow', '!')} ${title} ${style('dim', `[${rule}]`)}`,
      `       next: ${fix}`,
    ]),
    ...(remarks.length === 0 ? ['     nothing stands out'] : []),
  ];
}
