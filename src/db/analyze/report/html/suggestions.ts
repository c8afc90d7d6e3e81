import { html, type Html } from '../../../../report/html.ts';
import type { AnalysisReport } from '../analysis-report.ts';

/** What would mend it, as SQL to copy. */
export function suggestionSection({ suggestions, files }: AnalysisReport): Html {
  return html`<section>
    <h2>Suggested migrations</h2>
    ${
      suggestions.length === 0
        ? html`<p>None.</p>`
        : html`<ol class="steps">
            ${suggestions.map(
              ({ title, statements }) =>
                html`<li>
                  ${title}
                  <pre
                    class="copy"
                  ><code>${statements.map((sql) => `${sql};`).join('\n')}</code></pre>
                </li> `,
            )}
          </ol>`
    }
    ${
      files !== undefined &&
      html`<p class="quiet">
        Written as <code>${files.migration.name}</code>, to be taken back by
        <code>${files.rollback.name}</code>.
      </p>`
    }
  </section>`;
}
