import type { Histogram } from '../../../http/histogram.ts';
import type { Html } from '../../../report/html.ts';
import { ms, percent, withSeparators } from '../../../report/number.ts';
import { alongValues, upFromZero } from '../../../report/svg/axis.ts';
import { binEdges, coarseBins, type Bin } from '../../../report/svg/bins.ts';
import { chart } from '../../../report/svg/chart.ts';
import type { Layer, Marker, Strip } from '../../../report/svg/layer.ts';
import type { NamedSeries } from './named-series.ts';

/** Which share of the requests took how long. A single distribution has its percentiles marked, two are overlaid. */
export function latencyHistogram(title: string, all: readonly NamedSeries[]): Html | undefined {
  const series = all.filter(({ histogram }) => histogram.count > 0);
  if (series.length === 0) return undefined;
  const edges = edgesOf(series.map(({ histogram }) => histogram));
  const binned = series.map((one) => ({ ...one, bins: binsOf(one.histogram, edges) }));
  const heights = binned.flatMap(({ bins, histogram }) =>
    bins.map(({ count }) => (count / histogram.count) * 100),
  );
  const only = binned.length === 1 ? binned[0] : undefined;
  return chart({
    title,
    description: binned.map(descriptionOf).join(' '),
    x: alongValues(edges[0] ?? 0, edges.at(-1) ?? 1, 'ms'),
    y: upFromZero(heights, '% of requests'),
    layers: [
      ...binned.map(barsOf),
      {
        kind: 'markers',
        markers: only === undefined ? [] : marked.map((share) => markerOf(only.histogram, share)),
      },
      { kind: 'strips', strips: edges.slice(0, -1).map((_, index) => stripOf(binned, index)) },
    ],
  });
}

interface BinnedSeries extends NamedSeries {
  readonly bins: readonly Bin[];
}

const binsMax = 56;
const marked: readonly number[] = [0.5, 0.95, 0.99];

/** The ends of the fine buckets, so that nothing lies outside. */
function edgesOf(histograms: readonly Histogram[]): readonly number[] {
  const buckets = histograms.flatMap((histogram) => [...histogram.buckets()]);
  const low = Math.min(...buckets.map(({ fromUs }) => fromUs));
  const high = Math.max(...buckets.map(({ toUs }) => toUs));
  return binEdges(low / 1000, high / 1000, binsMax);
}

function binsOf(histogram: Histogram, edges: readonly number[]): readonly Bin[] {
  const fine = [...histogram.buckets()].map(({ fromUs, toUs, count }) => ({
    from: fromUs / 1000,
    to: toUs / 1000,
    count,
  }));
  return coarseBins(fine, edges);
}

function barsOf({ name, tone, bins, histogram }: BinnedSeries): Layer {
  const bars = bins.map(({ from, to, count }) => ({
    from,
    to,
    height: (count / histogram.count) * 100,
  }));
  return { kind: 'bars', name, tone, bars };
}

function markerOf(histogram: Histogram, share: number): Marker {
  const at = histogram.quantileUs(share) / 1000;
  return { at, label: `p${share * 100} ${ms(at)}` };
}

function stripOf(series: readonly BinnedSeries[], index: number): Strip {
  const { from, to } = series[0]?.bins[index] ?? { from: 0, to: 0 };
  const texts = series.map(({ name, bins, histogram }) => {
    const count = bins[index]?.count ?? 0;
    return `${name} ${withSeparators(count)} requests (${percent(count / histogram.count)})`;
  });
  return { from, to, text: `${ms(from)} to ${ms(to)} ms: ${texts.join(', ').trim()}` };
}

function descriptionOf({ name, bins, histogram }: BinnedSeries): string {
  const tallest = bins.reduce<Bin | undefined>(
    (most, bin) => (most === undefined || bin.count > most.count ? bin : most),
    undefined,
  );
  const range = `from ${ms(histogram.minUs / 1000)} to ${ms(histogram.maxUs / 1000)} ms`;
  const peak = `most of them near ${ms(tallest?.from ?? 0)} ms`;
  return `${name} ${withSeparators(histogram.count)} requests ${range}; ${peak}.`.trim();
}
