import { printableLine } from '../../../base/printable.ts';
import { percent, perSecond, withSeparators } from '../../../report/number.ts';
import type { Style } from '../../../report/style.ts';
import type { LoadResult } from '../../load-result.ts';

/** How many requests there were, and how many of them went well. */
export function throughputLines({ requests, config }: LoadResult, style: Style): readonly string[] {
  const { total, ok, failed, unsent, unfinished } = requests;
  const asked = config.rate === undefined ? '' : ` (asked for: ${withSeparators(config.rate)})`;
  const part = (count: number): string => `${withSeparators(count)} (${percent(count / total)})`;
  const failedLine = `  Failed: ${part(failed)}`;
  return [
    style('bold', 'THROUGHPUT:'),
    `  Total requests: ${withSeparators(total)}`,
    `  Requests/sec: ${perSecond(requests.perSecond)}${asked}`,
    `  Successful: ${part(ok)}`,
    failed > 0 ? style('red', failedLine) : failedLine,
    ...(unsent > 0 ? [`  Never sent, among the failed: ${withSeparators(unsent)}`] : []),
    ...(unfinished > 0 ? [`  Unanswered, among the failed: ${withSeparators(unfinished)}`] : []),
  ];
}

/** In which ways requests failed, the most frequent first. */
export function errorLines({ errors }: LoadResult, style: Style): readonly string[] {
  if (errors.length === 0) return [];
  return [
    style('bold', 'ERRORS:'),
    ...errors.map(([name, count]) => `  ${errorName(name)}: ${withSeparators(count)}`),
  ];
}

function errorName(name: string): string {
  const shown = printableLine(name);
  return shown.charAt(0).toUpperCase() + shown.slice(1);
}
