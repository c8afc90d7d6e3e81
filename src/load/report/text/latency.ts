import { columns } from '../../../report/columns.ts';
import { ms } from '../../../report/number.ts';
import type { Style } from '../../../report/style.ts';
import type { LoadResult } from '../../load-result.ts';
import { latencyFigures, type LatencyFigures, type LatencyKey } from '../latency-figures.ts';

/** How long answers took. With a rate, from when a request was due beside from when it was sent. */
export function latencyLines(result: LoadResult, style: Style): readonly string[] {
  const sending = latencyFigures(result.latency);
  if (result.latencyCorrected !== undefined) {
    return correctedLines(latencyFigures(result.latencyCorrected), sending, style);
  }
  if (result.latency.count === 0) return [style('bold', title), '  No request was answered.'];
  return [
    style('bold', title),
    ...documented.map((key) => `  ${names[key]}: ${figureText(sending[key])}`),
  ];
}

const title = 'LATENCY (ms):';

const documented: readonly LatencyKey[] = ['min', 'mean', 'p50', 'p95', 'p99', 'max'];
const detailed: readonly LatencyKey[] = ['min', 'mean', 'p50', 'p90', 'p95', 'p99', 'p99_9', 'max'];

const names: Readonly<Record<LatencyKey, string>> = {
  min: 'Min',
  mean: 'Avg',
  stdev: 'Stdev',
  p50: 'P50',
  p75: 'P75',
  p90: 'P90',
  p95: 'P95',
  p99: 'P99',
  p99_9: 'P99.9',
  max: 'Max',
};

function correctedLines(
  due: LatencyFigures,
  sending: LatencyFigures,
  style: Style,
): readonly string[] {
  const [heading = '', ...rows] = columns(
    [
      [title, 'from due time', 'from sending'],
      ...detailed.map((key) => [
        `  ${names[key]}:`,
        figureText(due[key]),
        figureText(sending[key]),
      ]),
    ],
    ['<', '>', '>'],
  );
  return [
    style('bold', heading),
    ...rows,
    '  From due time: what a user waits, delays before sending included: the figures to judge by.',
    '  From sending: what the server took for the requests that it was given.',
  ];
}

function figureText(figure: number | null): string {
  return figure === null ? '–' : ms(figure);
}
