import { printableLine } from '../../../base/printable.ts';
import { columns } from '../../../report/columns.ts';
import { ms, percent, withSeparators } from '../../../report/number.ts';
import type { Style } from '../../../report/style.ts';
import type { LoadResult, OperationResult } from '../../load-result.ts';
import { latencyFigures } from '../latency-figures.ts';
import { notableOperations } from '../notable-operations.ts';

/** The requests of a mix one by one; nothing where there is only one. */
export function operationLines({ operations }: LoadResult, style: Style): readonly string[] {
  if (operations.length < 2) return [];
  const { shown, hiddenCount } = notableOperations(operations, rowsMax);
  const [heading = '', ...rows] = columns(
    [['OPERATIONS (ms):', 'requests', 'failed', 'P50', 'P95', 'P99'], ...shown.map(cellsOf)],
    ['<', '>', '>', '>', '>', '>'],
  );
  const rest = `  … and ${withSeparators(hiddenCount)} more (--json has all)`;
  return [style('bold', heading), ...rows, ...(hiddenCount > 0 ? [rest] : [])];
}

const rowsMax = 20;
const nameCharactersMax = 48;

function cellsOf({ name, total, failed, latency }: OperationResult): readonly string[] {
  const { p50, p95, p99 } = latencyFigures(latency);
  return [
    `  ${printableLine(name, nameCharactersMax)}`,
    withSeparators(total),
    failed === 0 ? '0' : `${withSeparators(failed)} (${percent(failed / total)})`,
    ...[p50, p95, p99].map((figure) => (figure === null ? '–' : ms(figure))),
  ];
}
