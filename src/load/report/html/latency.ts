import { html, type Html } from '../../../report/html.ts';
import type { LoadResult } from '../../load-result.ts';
import { distributionTable } from './distribution-table.ts';
import { latencyHistogram } from './latency-histogram.ts';
import { percentileChart } from './percentile-chart.ts';

/** How long answers took: as a curve, as a distribution, and by what became of the requests. */
export function latencySection(result: LoadResult): Html {
  const { latency, latencyCorrected, classes } = result;
  const judged = latencyCorrected ?? latency;
  if (judged.count === 0) {
    return html`<section>
      <h2>Latency</h2>
      <p>No request was answered.</p>
    </section>`;
  }
  const total =
    latencyCorrected === undefined
      ? [{ name: 'all requests', histogram: latency }]
      : [
          { name: 'from due time', histogram: latencyCorrected },
          { name: 'from sending', histogram: latency },
        ];
  const byClass = classes.map(({ name, latency: own }) => ({ name, histogram: own }));
  const curves = percentileChart(
    'Latency by percentile',
    total.map((one, index) => ({ ...one, tone: index === 0 ? ('a' as const) : ('b' as const) })),
  );
  const distribution = latencyHistogram(
    latencyCorrected === undefined ? 'Distribution' : 'Distribution, from due time',
    [{ name: '', tone: 'a', histogram: judged }],
  );
  return html`<section>
    <h2>Latency</h2>
    ${
      latencyCorrected !== undefined &&
      html`<p class="quiet">
        From due time is what a user waits, delays before sending included. From sending is what the
        server took for the requests that it was given.
      </p>`
    }
    <div class="charts">${curves}${distribution}</div>
    ${distributionTable([...total, ...byClass])}
  </section>`;
}
