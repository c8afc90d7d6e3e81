import { evidenceTexts } from '../../../../report/evidence.ts';
import { html, type Html } from '../../../../report/html.ts';
import type { AnalysisFinding } from '../../analyze.ts';
import type { AnalysisReport } from '../analysis-report.ts';
import { findingGroups } from '../groups.ts';
import { sqlText } from './sql-text.ts';

/** What the checks found, each with what was measured and what mends it; a section for each group. */
export function findingSections({ analysis }: AnalysisReport): readonly Html[] {
  return findingGroups(analysis.findings).map(
    ({ heading, findings }) =>
      html`<section>
        <h2>${heading} (${findings.length})</h2>
        ${findings.map(findingBlock)}
      </section>`,
  );
}

function findingBlock({ finding, observation }: AnalysisFinding): Html {
  const { id, severity, title, fix, evidence } = finding;
  const texts = evidenceTexts(evidence);
  const statement = texts.find(({ name }) => name === 'statement');
  const facts = texts.filter(({ name }) => name !== 'statement');
  return html`<div class="finding ${severity}">
    <h3>${title}</h3>
    ${fix !== undefined && html`<p>${fix}</p>`}
    ${observation.sql !== undefined && html`<pre class="copy"><code>${observation.sql};</code></pre>`}
    ${statement !== undefined && html`<p>${sqlText(statement.text)}</p>`}
    <ul class="facts">
      <li>${severity === 'info' ? 'note' : severity}</li>
      ${facts.map(({ name, text }) => html`<li><span>${name}</span> ${text}</li>`)}
      <li><code>${id}</code></li>
    </ul>
  </div> `;
}
