import { printableLine } from '../../../base/printable.ts';
import { columns } from '../../../report/columns.ts';
import type { Style } from '../../../report/style.ts';
import type { LoadResult } from '../../load-result.ts';

/** Thresholds and expectations, each with what was found. */
export function checkLines(result: LoadResult, style: Style): readonly string[] {
  const thresholds = result.thresholds.map(({ text, passed, actual }) => [
    mark(passed, style),
    printableLine(text),
    printableLine(actual),
  ]);
  const expectations = result.expectations.map(({ name, passed, detail }) => [
    mark(passed, style),
    printableLine(name),
    printableLine(detail),
  ]);
  return [
    ...block('THRESHOLDS:', thresholds, style),
    ...(thresholds.length > 0 && expectations.length > 0 ? [''] : []),
    ...block('EXPECTATIONS:', expectations, style),
  ];
}

function block(
  title: string,
  rows: readonly (readonly string[])[],
  style: Style,
): readonly string[] {
  if (rows.length === 0) return [];
  return [style('bold', title), ...columns(rows, ['<', '<', '<'])];
}

function mark(passed: boolean, style: Style): string {
  return `  ${passed ? style('green', 'passed') : style('red', 'FAILED')}`;
}
