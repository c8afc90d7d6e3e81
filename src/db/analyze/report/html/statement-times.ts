import { html, type Html } from '../../../../report/html.ts';
import { ms, percent, withSeparators } from '../../../../report/number.ts';
import { table } from '../../../../report/table.ts';
import type { AnalysisReport } from '../analysis-report.ts';
import { statementTimes } from '../statement-times.ts';
import { shareBar } from './share-bar.ts';
import { sqlText } from './sql-text.ts';

/** Which statements the database's time goes to. */
export function statementTimeSection({ workload }: AnalysisReport): Html | undefined {
  const shown = workload === undefined ? [] : statementTimes(workload);
  if (workload === undefined || shown.length === 0) return undefined;
  const hidden = workload.statements.length - shown.length;
  return html`<section>
    <h2>Where the time goes</h2>
    ${table(
      [
        { heading: 'statement', kind: 'name' },
        { heading: 'calls', kind: 'number' },
        { heading: 'mean, ms', kind: 'number' },
        { heading: 'of all time', kind: 'number' },
        { heading: '', kind: 'text' },
      ],
      shown.map(({ statement, meanMs, share }) => [
        sqlText(statement.text),
        withSeparators(statement.calls),
        ms(meanMs),
        percent(share),
        shareBar(share),
      ]),
    )}
    ${hidden > 0 && html`<p class="quiet">${withSeparators(hidden)} more statements took less.</p>`}
  </section>`;
}
