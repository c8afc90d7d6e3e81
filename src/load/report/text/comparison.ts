import { durationText } from '../../../base/duration.ts';
import { printableLine } from '../../../base/printable.ts';
import { columns } from '../../../report/columns.ts';
import { withSeparators } from '../../../report/number.ts';
import type { Format, Style } from '../../../report/style.ts';
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

/** The two sides, figure by figure, and what that comes to. */
export function comparisonLines({ comparison }: LoadResult, style: Style): readonly string[] {
  if (comparison === undefined) return [];
  const { method, a, b, verdict, caveats } = comparison;
  const more = moreTimeSentence(comparison);
  return [
    `${style('bold', titleOf(comparison))} ${basisOf(comparison)}`,
    `  A${method === 'baseline' ? ' (baseline)' : ''}: ${printableLine(a.name)}`,
    `  B${method === 'baseline' ? ' (now)' : ''}: ${printableLine(b.name)}`,
    ...columns(
      [
        ['', 'A', 'B', 'B vs A', '95 % CI', 'verdict'],
        ...comparedFigures(comparison).map((named) => cellsOf(named, style)),
      ],
      ['<', '>', '>', '>', '<', '<'],
    ),
    style(formats[verdict], printableLine(comparisonSentence(comparison))),
    ...(more === undefined ? [] : [more]),
    ...caveats.map((caveat) => style('dim', `Note: ${printableLine(caveat)}`)),
  ];
}

const formats: Readonly<Record<Verdict, Format>> = {
  slower: 'red',
  faster: 'green',
  equivalent: 'green',
  undecided: 'yellow',
};

function titleOf({ method }: Comparison): string {
  return method === 'baseline' ? 'COMPARISON WITH BASELINE:' : 'COMPARISON:';
}

function basisOf(comparison: Comparison): string {
  const { method, pairs, blockMs } = comparison;
  const blocks = `${withSeparators(pairs)} ${method === 'baseline' ? 'blocks' : 'pairs of blocks'}`;
  const margin = `differences within ${marginText(comparison)} count as none`;
  const how = method === 'baseline' ? '' : '; B vs A is of neighbouring blocks';
  return `${blocks} of ${durationText(roughDuration(blockMs))}, ${margin}${how}`;
}

function cellsOf(named: NamedFigure, style: Style): readonly string[] {
  const { verdict, a, b } = named.figure;
  return [
    `  ${labels[named.unit](named.name)}`,
    sideText(named, a),
    sideText(named, b),
    effectText(named),
    intervalText(named),
    style(formats[verdict], verdict),
  ];
}

const labels: Readonly<Record<NamedFigure['unit'], (name: string) => string>> = {
  ms: (name) => `${name} (ms)`,
  'per second': (name) => `${name} (/sec)`,
  share: (name) => name,
};
