import { html, type Html } from '../../../../report/html.ts';
import type { AnalysisReport } from '../analysis-report.ts';
import { limitsOf } from '../limits.ts';

/** What the report does not know. */
export function limitsSection({ analysis, workload }: AnalysisReport): Html | undefined {
  const lines = [...limitsOf(analysis), ...(workload?.notes ?? [])];
  if (lines.length === 0) return undefined;
  return html`<section>
    <h2>Not looked at</h2>
    <ul class="plain">
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ul>
  </section>`;
}
