import { html, type Html } from '../../../../report/html.ts';
import { ms, withSeparators } from '../../../../report/number.ts';
import { table } from '../../../../report/table.ts';
import type { AnalysisReport } from '../analysis-report.ts';
import { sqlText } from './sql-text.ts';

/** Statements that take longer than in an earlier run. */
export function slowerSection({ slower }: AnalysisReport): Html | undefined {
  if (slower === undefined) return undefined;
  return html`<section>
    <h2>Slower than before</h2>
    ${
      slower.length === 0
        ? html`<p>None.</p>`
        : table(
            [
              { heading: 'statement', kind: 'name' },
              { heading: 'then, ms', kind: 'number' },
              { heading: 'calls', kind: 'number' },
              { heading: 'now, ms', kind: 'number' },
              { heading: 'calls', kind: 'number' },
              { heading: 'since', kind: 'text' },
            ],
            slower.map(({ text, at, meanMsThen, callsThen, meanMsNow, callsNow }) => [
              sqlText(text),
              ms(meanMsThen),
              withSeparators(callsThen),
              ms(meanMsNow),
              withSeparators(callsNow),
              at.slice(0, 10),
            ]),
          )
    }
  </section>`;
}
