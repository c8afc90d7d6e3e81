import type { Histogram } from '../../../http/histogram.ts';
import type { Html } from '../../../report/html.ts';
import { ms, withSeparators } from '../../../report/number.ts';
import { table, type Column } from '../../../report/table.ts';
import { latencyFigures, type LatencyKey } from '../latency-figures.ts';

export interface NamedDistribution {
  readonly name: string;
  readonly histogram: Histogram;
}

/** Distributions below each other, in milliseconds; those without values are left out. */
export function distributionTable(distributions: readonly NamedDistribution[]): Html {
  const rows = distributions.filter(({ histogram }) => histogram.count > 0);
  return table(
    [
      { heading: 'milliseconds', kind: 'name' },
      { heading: 'count', kind: 'number' },
      ...keys.map(([, heading]): Column => ({ heading, kind: 'number' })),
    ],
    rows.map(({ name, histogram }) => {
      const figures = latencyFigures(histogram);
      return [
        name,
        withSeparators(histogram.count),
        ...keys.map(([key]) => ms(figures[key] ?? Number.NaN)),
      ];
    }),
  );
}

const keys: readonly (readonly [key: LatencyKey, heading: string])[] = [
  ['min', 'min'],
  ['mean', 'mean'],
  ['stdev', 'stdev'],
  ['p50', 'p50'],
  ['p75', 'p75'],
  ['p90', 'p90'],
  ['p95', 'p95'],
  ['p99', 'p99'],
  ['p99_9', 'p99.9'],
  ['max', 'max'],
];
