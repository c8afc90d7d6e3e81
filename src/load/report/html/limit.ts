import { html, type Html } from '../../../report/html.ts';
import { ms, percent, perSecond, withSeparators } from '../../../report/number.ts';
import { alongValues, upLatency } from '../../../report/svg/axis.ts';
import { chart } from '../../../report/svg/chart.ts';
import type { Layer, Marker } from '../../../report/svg/layer.ts';
import { table } from '../../../report/table.ts';
import type { LimitResult, LimitStep, LoadResult } from '../../load-result.ts';

/** How much the target takes, and the steps by which it was found out. */
export function limitSection({ limit }: LoadResult): Html | undefined {
  if (limit === undefined) return undefined;
  const { held, knee, brokenBy, steps } = limit;
  return html`<section>
    <h2>
      Limit:
      ${held > 0 ? `${withSeparators(held)} requests/s held` : 'not even the first rate held'}
    </h2>
    ${brokenBy !== '' && html`<p>Broken by: ${brokenBy}</p>`}
    ${steps.length > 0 && html`<p class="quiet">${kneeText(knee)}</p>`}
    <div class="charts">
      ${steps.length > 1 && stepsChart(limit)} ${steps.length > 0 && stepsTable(steps)}
    </div>
  </section>`;
}

function kneeText(knee: number | undefined): string {
  return knee === undefined
    ? 'Latency did not grow faster than load in the steps that were tried.'
    : `From ${withSeparators(knee)} requests/s on, latency grows faster than load (the knee).`;
}

function stepsChart({ steps, held, knee }: LimitResult): Html {
  const rates = steps.map(({ rate }) => rate);
  const line = (name: string, tone: 'a' | 'b', of: (step: LimitStep) => number): Layer => ({
    kind: 'line',
    name,
    tone,
    dots: true,
    points: steps.map((step) => [step.rate, finite(of(step))]),
  });
  const values = steps.flatMap(({ p50Ms, p99Ms }) => [p50Ms, p99Ms]).filter(Number.isFinite);
  return chart({
    title: 'Latency by rate',
    description: `p50 and p99 of ${steps.length} steps from ${withSeparators(Math.min(...rates))} to ${withSeparators(Math.max(...rates))} requests per second.`,
    x: alongValues(Math.min(...rates), Math.max(...rates), 'requests/s asked for'),
    y: upLatency(values),
    layers: [
      { kind: 'markers', markers: markersOf(held, knee) },
      line('p99', 'b', ({ p99Ms }) => p99Ms),
      line('p50', 'a', ({ p50Ms }) => p50Ms),
    ],
  });
}

function markersOf(held: number, knee: number | undefined): readonly Marker[] {
  return [
    ...(knee === undefined ? [] : [{ at: knee, label: 'knee' }]),
    ...(held > 0 ? [{ at: held, label: 'held' }] : []),
  ];
}

function stepsTable(steps: readonly LimitStep[]): Html {
  return table(
    [
      { heading: 'asked/s', kind: 'number' },
      { heading: 'reached/s', kind: 'number' },
      { heading: 'p50 ms', kind: 'number' },
      { heading: 'p99 ms', kind: 'number' },
      { heading: 'failed', kind: 'number' },
      { heading: '', kind: 'text' },
    ],
    steps.map((step) => [
      withSeparators(step.rate),
      perSecond(step.reached),
      ms(step.p50Ms),
      ms(step.p99Ms),
      percent(step.errorShare),
      step.held
        ? html`<span class="state ok">✓ held</span>`
        : html`<span class="state bad">✗ broken</span>`,
    ]),
  );
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
