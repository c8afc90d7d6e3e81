import { bytesText } from '../../../../base/bytes.ts';
import { html, type Html } from '../../../../report/html.ts';
import { withSeparators } from '../../../../report/number.ts';
import type { AnalysisReport } from '../analysis-report.ts';

/** How large the database is, and how much there is to say of it. */
export function keyFigures({ analysis, suggestions }: AnalysisReport): Html {
  const { summary, advice, findings } = analysis;
  const figures: readonly (readonly [name: string, figure: string])[] = [
    ['Tables', withSeparators(summary.tables)],
    ['Rows', withSeparators(summary.rows)],
    ['Size', bytesText(summary.bytes)],
    ['Missing indexes', advice === undefined ? '–' : withSeparators(advice.indexes.length)],
    ['Findings', withSeparators(findings.length)],
    ['Suggestions', withSeparators(suggestions.length)],
  ];
  return html`<dl class="keys">
    ${figures.map(
      ([name, figure]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${figure}</dd>
        </div> `,
    )}
  </dl>`;
}
