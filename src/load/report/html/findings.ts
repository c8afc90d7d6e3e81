import type { Finding } from '../../../base/finding.ts';
import { evidenceTexts } from '../../../report/evidence.ts';
import { html, type Html } from '../../../report/html.ts';
import type { LoadResult } from '../../load-result.ts';

/** What the figures mean, on what evidence, and what to do about it. */
export function findingsSection({ verdicts }: LoadResult): Html | undefined {
  if (verdicts.length === 0) return undefined;
  return html`<section>
    <h2>Findings</h2>
    ${verdicts.map(findingBlock)}
  </section>`;
}

function findingBlock({ severity, title, fix, evidence, id }: Finding): Html {
  return html`<div class="finding ${severity}">
    <h3>${title}</h3>
    ${fix !== undefined && html`<p>${fix}</p>`}
    <ul class="facts">
      ${evidenceTexts(evidence).map(({ name, text }) => html`<li><span>${name}</span> ${text}</li>`)}
      <li><code>${id}</code></li>
    </ul>
  </div> `;
}
