import { redact } from '../../../base/secrets.ts';
import { html } from '../../../report/html.ts';
import { page } from '../../../report/page.ts';
import type { AnalysisReport } from './analysis-report.ts';
import { analysisStyle } from './html/analysis-style.ts';
import { findingSections } from './html/findings.ts';
import { pageHeader } from './html/header.ts';
import { keyFigures } from './html/key-figures.ts';
import { limitsSection } from './html/limits.ts';
import { missingIndexSection } from './html/missing-indexes.ts';
import { planSection } from './html/plans.ts';
import { slowerSection } from './html/slower.ts';
import { statementTimeSection } from './html/statement-times.ts';
import { suggestionSection } from './html/suggestions.ts';

/** The report as one HTML file that needs nothing else: no scripts, no network. `version` is trivet's. */
export function analysisHtml(
  report: AnalysisReport,
  { version }: { readonly version: string },
): string {
  return page({
    title: `Database ${redact(report.database)}`,
    style: analysisStyle,
    body: html`<main>
      ${[
        pageHeader(report),
        keyFigures(report),
        statementTimeSection(report),
        missingIndexSection(report),
        slowerSection(report),
        planSection(report),
        findingSections(report),
        suggestionSection(report),
        limitsSection(report),
      ]}
      <footer>
        Made by trivet ${version}. This file stands alone: no scripts, nothing loaded from
        elsewhere.
      </footer>
    </main>`,
  });
}
