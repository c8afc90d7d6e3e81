import { html } from '../../report/html.ts';
import { page } from '../../report/page.ts';
import type { LoadResult } from '../load-result.ts';
import { banners } from './html/banners.ts';
import { checksSection } from './html/checks.ts';
import { comparisonSection } from './html/comparison.ts';
import { findingsSection } from './html/findings.ts';
import { pageHeader } from './html/header.ts';
import { keyFigures } from './html/key-figures.ts';
import { latencySection } from './html/latency.ts';
import { limitSection } from './html/limit.ts';
import { methodSection } from './html/method.ts';
import { operationsSection } from './html/operations.ts';
import { outcomesSection } from './html/outcomes.ts';
import { phasesSection } from './html/phases.ts';
import { rateLimitSection } from './html/rate-limit.ts';
import { timelineSection } from './html/timeline.ts';

/** The report as one HTML file that needs nothing else: no scripts, no network. `version` is trivet's. */
export function loadHtml(result: LoadResult, { version }: { readonly version: string }): string {
  return page({
    title: `Load test of ${result.target}`,
    body: html`<main>
      ${[
        pageHeader(result),
        banners(result),
        keyFigures(result),
        comparisonSection(result),
        limitSection(result),
        rateLimitSection(result),
        checksSection(result),
        findingsSection(result),
        latencySection(result),
        timelineSection(result),
        outcomesSection(result),
        operationsSection(result),
        phasesSection(result),
        methodSection(result),
      ]}
      <footer>
        Made by trivet ${version}. This file stands alone: no scripts, nothing loaded from
        elsewhere.
      </footer>
    </main>`,
  });
}
