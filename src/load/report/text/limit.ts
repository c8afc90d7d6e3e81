import { printableLine } from '../../../base/printable.ts';
import { columns } from '../../../report/columns.ts';
import { ms, percent, perSecond, withSeparators } from '../../../report/number.ts';
import type { Style } from '../../../report/style.ts';
import type { LimitStep, LoadResult } from '../../load-result.ts';

/** How much the target takes, and the steps by which it was found out. */
export function limitLines({ limit }: LoadResult, style: Style): readonly string[] {
  if (limit === undefined) return [];
  const { held, knee, brokenBy, steps } = limit;
  return [
    style('bold', 'LIMIT:'),
    held > 0
      ? `  Held: ${withSeparators(held)} requests/sec`
      : '  Held: no rate, not even the first',
    `  Knee: ${knee === undefined ? 'none seen' : `${withSeparators(knee)} requests/sec, from where latency grows faster than load`}`,
    ...(brokenBy === '' ? [] : [`  Broken by: ${printableLine(brokenBy)}`]),
    ...columns(
      [
        ['  asked/sec', 'reached/sec', 'P50 (ms)', 'P99 (ms)', 'errors', ''],
        ...steps.map((step) => cellsOf(step, style)),
      ],
      ['>', '>', '>', '>', '>', '<'],
    ),
  ];
}

function cellsOf(step: LimitStep, style: Style): readonly string[] {
  return [
    withSeparators(step.rate),
    perSecond(step.reached),
    ms(step.p50Ms),
    ms(step.p99Ms),
    percent(step.errorShare),
    step.held ? style('green', 'held') : style('red', 'broken'),
  ];
}
