import { durationText } from '../../../base/duration.ts';
import { html, type Html, type HtmlPart } from '../../../report/html.ts';
import { change, withSeparators } from '../../../report/number.ts';
import type { Tone } from '../../../report/svg/layer.ts';
import {
  forestAxis,
  forestRow,
  forestScale,
  type ForestScale,
} from '../../../report/svg/forest.ts';
import { table } from '../../../report/table.ts';
import type { Comparison, Verdict } from '../../comparison.ts';
import type { LoadResult } from '../../load-result.ts';
import { comparedFigures, type NamedFigure } from '../compared-figures.ts';
import {
  comparisonSentence,
  effectText,
  intervalText,
  marginText,
  moreTimeSentence,
  sideText,
} from '../comparison-words.ts';
import { roughDuration } from '../round-duration.ts';
import { latencyHistogram } from './latency-histogram.ts';
import type { NamedSeries } from './named-series.ts';
import { percentileChart } from './percentile-chart.ts';

/** Two targets, or now and a baseline: the verdict, what it rests on, and both distributions. */
export function comparisonSection({ comparison }: LoadResult): Html | undefined {
  if (comparison === undefined) return undefined;
  const { method, a, b, verdict, caveats } = comparison;
  const isBaseline = method === 'baseline';
  const series: readonly NamedSeries[] = [
    { name: isBaseline ? 'A (baseline)' : 'A', tone: 'a', histogram: a.latency },
    { name: isBaseline ? 'B (now)' : 'B', tone: 'b', histogram: b.latency },
  ];
  return html`<section>
    <h2>
      ${isBaseline ? 'Comparison with baseline' : 'Comparison'}:
      <span class="state ${tones[verdict]}">${verdict}</span>
    </h2>
    <p class="verdict">${comparisonSentence(comparison)}</p>
    <p class="quiet">${basisOf(comparison)}</p>
    ${[moreTimeSentence(comparison), ...caveats].map((text) => text !== undefined && html`<p class="quiet">${text}</p>`)}
    ${figuresTable(comparison)}
    <div class="charts">
      ${percentileChart('Both by percentile', series)}${latencyHistogram('Both distributions', series)}
    </div>
  </section>`;
}

const tones: Readonly<Record<Verdict, Tone | 'warn'>> = {
  slower: 'bad',
  faster: 'ok',
  equivalent: 'ok',
  undecided: 'warn',
};

function basisOf(comparison: Comparison): string {
  const { method, pairs, blockMs } = comparison;
  const blocks = `${withSeparators(pairs)} ${method === 'baseline' ? 'blocks' : 'pairs of blocks'}`;
  return `From ${blocks} of ${durationText(roughDuration(blockMs))}. The grey band is the margin: differences within ${marginText(comparison)} count as none.`;
}

/** Errors have a difference where the others have a ratio, so they are not on the plot. */
function figuresTable(comparison: Comparison): Html {
  const figures = comparedFigures(comparison);
  const scale = forestScale(figures.filter(isRatio).map(estimateOf), comparison.margin);
  const axis = forestAxis(scale, (value) => change(1 + value).replace('.0 ', ' '));
  return table(
    [
      { heading: '', kind: 'text' },
      { heading: 'A', kind: 'number' },
      { heading: 'B', kind: 'number' },
      { heading: 'B vs A', kind: 'number' },
      { heading: 'verdict', kind: 'text' },
      { heading: '', kind: 'plot' },
      { heading: '95 % confidence interval', kind: 'number' },
      { heading: 'p', kind: 'number' },
    ],
    [
      ...figures.filter(isRatio).map((named) => cellsOf(named, scale)),
      ['', '', '', '', '', axis, '', ''],
      ...figures.filter((named) => !isRatio(named)).map((named) => cellsOf(named, scale)),
    ],
    'forest-plot',
  );
}

function isRatio({ unit }: NamedFigure): boolean {
  return unit !== 'share';
}

function estimateOf({ figure }: NamedFigure): { low: number; middle: number; high: number } {
  const [low, high] = figure.ci95;
  return { low: low - 1, middle: figure.ratio - 1, high: high - 1 };
}

function cellsOf(named: NamedFigure, scale: ForestScale): readonly HtmlPart[] {
  const { name, figure } = named;
  const { verdict } = figure;
  const words = `${name}: ${effectText(named)}, 95 % confidence interval ${intervalText(named)}`;
  const tone = verdict === 'undecided' ? 'muted' : tones[verdict];
  return [
    labels[named.unit](name),
    sideText(named, figure.a),
    sideText(named, figure.b),
    effectText(named),
    html`<span class="state ${tones[verdict]}">${verdict}</span>`,
    isRatio(named) && forestRow(estimateOf(named), scale, tone, words),
    intervalText(named),
    figure.p < 0.001 ? '< 0.001' : figure.p.toFixed(3),
  ];
}

const labels: Readonly<Record<NamedFigure['unit'], (name: string) => string>> = {
  ms: (name) => `${name}, ms`,
  'per second': (name) => `${name}, /s`,
  share: (name) => name,
};
