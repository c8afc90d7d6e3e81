import { html, type Html } from '../../../report/html.ts';
import { table } from '../../../report/table.ts';
import type { LoadResult } from '../../load-result.ts';
import { loadChecks } from '../checks.ts';

/** Thresholds and expectations, each with what was found. */
export function checksSection(result: LoadResult): Html | undefined {
  const checks = loadChecks(result).filter(
    ({ kind }) => kind === 'threshold' || kind === 'expectation',
  );
  if (checks.length === 0) return undefined;
  const failed = checks.filter(({ outcome }) => outcome === 'failed').length;
  return html`<section>
    <h2>
      Thresholds and expectations:
      ${failed === 0 ? 'all held' : `${failed} of ${checks.length} failed`}
    </h2>
    ${table(
      [
        { heading: '', kind: 'text' },
        { heading: 'what', kind: 'name' },
        { heading: 'found', kind: 'name' },
      ],
      checks.map(({ name, outcome, detail }) => [
        outcome === 'failed'
          ? html`<span class="state bad">✗ failed</span>`
          : html`<span class="state ok">✓ passed</span>`,
        html`<code>${name}</code>`,
        detail,
      ]),
    )}
  </section>`;
}
