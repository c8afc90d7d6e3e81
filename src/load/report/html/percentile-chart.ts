import type { Histogram } from '../../../http/histogram.ts';
import type { Html } from '../../../report/html.ts';
import { ms } from '../../../report/number.ts';
import { alongNines, ninesOf, upLatency, type Tick } from '../../../report/svg/axis.ts';
import { chart } from '../../../report/svg/chart.ts';
import type { Strip } from '../../../report/svg/layer.ts';
import type { Point } from '../../../report/svg/path.ts';
import type { NamedSeries } from './named-series.ts';

/** Latency by percentile, the tail as wide as the rest. Series without values are left out. */
export function percentileChart(title: string, all: readonly NamedSeries[]): Html | undefined {
  const series = all.filter(({ histogram }) => histogram.count > 0);
  if (series.length === 0) return undefined;
  const alone = series.length === 1;
  const lines = series.map(({ name, tone, histogram }) => ({
    name: alone ? '' : name,
    tone,
    points: pointsOf(histogram),
  }));
  const x = alongNines(Math.max(...series.map(({ histogram }) => histogram.count)));
  return chart({
    title,
    description: series.map(descriptionOf).join(' '),
    x,
    y: upLatency(lines.flatMap(({ points }) => points.map(([, value]) => value ?? 0))),
    layers: [
      ...lines.map(({ name, tone, points }) => ({ kind: 'line' as const, name, tone, points })),
      { kind: 'strips', strips: stripsOf(series, x.ticks) },
    ],
  });
}

const pointsMax = 140;
/** A pointer is told the quantile of a mark so far to both sides of it. */
const stripNines = 0.14;

/** Up to the last value: beyond 1 - 1/n there is nothing. */
function pointsOf(histogram: Histogram): readonly Point[] {
  const most = ninesOf(1 - 1 / Math.max(2, histogram.count));
  return Array.from({ length: pointsMax + 1 }, (_, index): Point => {
    const share = 1 - 10 ** (-(most * index) / pointsMax);
    return [share, (index === pointsMax ? histogram.maxUs : histogram.quantileUs(share)) / 1000];
  });
}

function descriptionOf({ name, histogram }: NamedSeries): string {
  const quantiles = [0.5, 0.9, 0.99, 0.999].map(
    (share) => `p${Number((share * 100).toPrecision(4))} ${quantileText(histogram, share)}`,
  );
  return `${name}: ${quantiles.join(', ')}, max ${ms(histogram.maxUs / 1000)} ms.`;
}

function stripsOf(series: readonly NamedSeries[], ticks: readonly Tick[]): readonly Strip[] {
  return ticks.map(({ value, label }) => {
    const nines = ninesOf(value);
    const texts = series.map(({ name, histogram }) => `${name} ${quantileText(histogram, value)}`);
    return {
      from: 1 - 10 ** (stripNines - nines),
      to: 1 - 10 ** (-stripNines - nines),
      text: `${label}: ${texts.join(', ')}`,
    };
  });
}

function quantileText(histogram: Histogram, share: number): string {
  return `${ms(histogram.quantileUs(share) / 1000)} ms`;
}
