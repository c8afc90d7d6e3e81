import { html, type Html, type HtmlPart } from '../../../report/html.ts';
import { ms, percent, withSeparators } from '../../../report/number.ts';
import { table } from '../../../report/table.ts';
import type { LoadResult, OperationResult } from '../../load-result.ts';
import { latencyFigures } from '../latency-figures.ts';
import { notableOperations } from '../notable-operations.ts';

/** The requests of a mix one by one; nothing where there is only one. */
export function operationsSection({ operations }: LoadResult): Html | undefined {
  if (operations.length < 2) return undefined;
  const { shown, hiddenCount } = notableOperations(operations, rowsMax);
  return html`<section>
    <h2>Operations</h2>
    ${table(
      [
        { heading: 'operation, milliseconds', kind: 'name' },
        { heading: 'requests', kind: 'number' },
        { heading: 'failed', kind: 'number' },
        { heading: 'mean', kind: 'number' },
        { heading: 'p50', kind: 'number' },
        { heading: 'p95', kind: 'number' },
        { heading: 'p99', kind: 'number' },
        { heading: 'max', kind: 'number' },
      ],
      shown.map(cellsOf),
    )}
    ${hiddenCount > 0 && html`<p class="quiet">The ${rowsMax} with most failures, then the slowest; the JSON document has ${withSeparators(hiddenCount)} more.</p>`}
  </section>`;
}

/** Keeps the file small where a specification has thousands. */
const rowsMax = 100;

function cellsOf({ name, total, failed, latency, errors }: OperationResult): readonly HtmlPart[] {
  const { mean, p50, p95, p99, max } = latencyFigures(latency);
  const kinds = errors.map(([error, count]) => `${error}: ${withSeparators(count)}`).join(', ');
  return [
    html`<code>${name}</code>`,
    withSeparators(total),
    failed === 0
      ? '0'
      : html`<span class="state bad" title="${kinds}"
          >${withSeparators(failed)} (${percent(failed / total)})</span
        >`,
    ...[mean, p50, p95, p99, max].map((figure) => (figure === null ? '–' : ms(figure))),
  ];
}
