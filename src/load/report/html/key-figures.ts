import { bytesText } from '../../../base/bytes.ts';
import { html, type Html } from '../../../report/html.ts';
import { ms, percent, perSecond, withSeparators } from '../../../report/number.ts';
import type { LoadResult } from '../../load-result.ts';
import { latencyFigures } from '../latency-figures.ts';

/** The figures that a reader looks for first. */
export function keyFigures(result: LoadResult): Html {
  const { requests, config, limit, latency, latencyCorrected, bytes } = result;
  const { p50, p95, p99, max } = latencyFigures(latencyCorrected ?? latency);
  const basis = latencyCorrected === undefined ? '' : 'from due time';
  const asked = config.rate === undefined ? '' : `asked for ${withSeparators(config.rate)}`;
  return html`<dl class="keys">
    ${[
      limit && card('Held', perSecond(limit.held), '/s', 'highest rate that met all thresholds'),
      card('Requests', withSeparators(requests.total), '', `${bytesText(bytes.received)} received`),
      card('Throughput', perSecond(requests.perSecond), '/s', asked),
      card('P50', figureText(p50), 'ms', basis),
      card('P95', figureText(p95), 'ms', basis),
      card('P99', figureText(p99), 'ms', basis),
      card('Max', figureText(max), 'ms', basis),
      card(
        'Failed',
        percent(requests.failed / requests.total),
        '',
        withSeparators(requests.failed),
      ),
    ]}
  </dl>`;
}

function card(name: string, figure: string, unit: string, note: string): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd>
      ${figure}${unit !== '' && html` <small>${unit}</small>`}${
        note !== '' && html`<span class="note">${note}</span>`
      }
    </dd>
  </div> `;
}

function figureText(figure: number | null): string {
  return figure === null ? '–' : ms(figure);
}
