import { durationText } from '../../base/duration.ts';
import { change, ms, percent, perSecond, points } from '../../report/number.ts';
import type { Comparison } from '../comparison.ts';
import { comparedFigures, type NamedFigure } from './compared-figures.ts';

/** `B (URL) is slower than A (URL): p50 +4.8 % [95 % CI +4.2 % … +5.3 %]` */
export function comparisonSentence(comparison: Comparison): string {
  const figures = comparedFigures(comparison);
  const telling = figures.filter(({ figure }) => figure.verdict === comparison.verdict);
  const clauses = (telling.length > 0 ? telling : figures).slice(0, clausesMax).map(clauseOf);
  return `${judgement(comparison)}: ${clauses.join(', ')}`;
}

/** Where something is undecided: how long it takes to decide it. Undefined where nothing is, or nobody can say. */
export function moreTimeSentence(comparison: Comparison): string | undefined {
  const parts = comparedFigures(comparison).flatMap(({ name, figure }) => {
    const { verdict, decidesAfterMs } = figure;
    if (verdict !== 'undecided' || decidesAfterMs === undefined) return [];
    return Number.isFinite(decidesAfterMs)
      ? [`${name} after about ${roughly(decidesAfterMs)}`]
      : [];
  });
  if (parts.length === 0) return undefined;
  return `A longer run would decide ${parts.join(', ')} (both sides together).`;
}

/** `B vs A`, in the unit in which a figure is compared. */
export function effectText({ unit, figure }: NamedFigure): string {
  return differenceText(unit, figure.ratio);
}

/** What one side had, in the unit of the figure. */
export function sideText({ unit }: NamedFigure, value: number): string {
  if (unit === 'share') return percent(value);
  return unit === 'ms' ? ms(value) : perSecond(value);
}

/** `+4.2 % … +5.3 %`; `unknown` where the data say nothing. */
export function intervalText({ unit, figure }: NamedFigure): string {
  const [low, high] = figure.ci95;
  if (!Number.isFinite(high) && !(low > 0)) return 'unknown';
  return `${differenceText(unit, low)} … ${differenceText(unit, high)}`;
}

/** `±2 %` */
export function marginText({ margin }: Comparison): string {
  return `±${ms(margin * 100)} %`;
}

const clausesMax = 2;

function judgement(comparison: Comparison): string {
  const { a, b, method, verdict } = comparison;
  const second = `B (${b.name})`;
  const first = method === 'baseline' ? `the baseline A (${a.name})` : `A (${a.name})`;
  const sentences = {
    slower: `${second} is slower than ${first}`,
    faster: `${second} is faster than ${first}`,
    equivalent: `${second} is equivalent to ${first} within ${marginText(comparison)}`,
    undecided: `It is undecided whether ${second} is slower than ${first}`,
  };
  return sentences[verdict];
}

function clauseOf(named: NamedFigure): string {
  return `${named.name} ${effectText(named)} [95 % CI ${intervalText(named)}]`;
}

function differenceText(unit: NamedFigure['unit'], value: number): string {
  return unit === 'share' ? points(value) : change(value);
}

/** Whole minutes, or tens of seconds below two of them: it is an estimate. */
function roughly(lengthMs: number): string {
  const stepMs = lengthMs < 120_000 ? 10_000 : 60_000;
  return durationText(Math.max(1, Math.ceil(lengthMs / stepMs)) * stepMs);
}
