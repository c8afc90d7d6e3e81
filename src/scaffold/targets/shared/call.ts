import { indent, widthColumns } from '../../../emit/code.ts';
import { textWidth } from '../../../emit/text-width.ts';

/** A call, on one line where it fits from column `columns` with `after` behind it, else with one argument a line. */
export function callText(
  callee: string,
  args: readonly (string | Call)[],
  columns: number,
  after = '',
): string {
  const flat = `${callee}(${args.map(flatText).join(', ')})`;
  if (columns + textWidth(flat + after) <= widthColumns) return flat;
  const lines = args.map((argument) =>
    typeof argument === 'string'
      ? argument
      : callText(argument.callee, argument.args, columns + 2, ','),
  );
  return `${callee}(\n${lines.map((line) => `${indent(line, 2)},\n`).join('')})`;
}

export interface Call {
  readonly callee: string;
  readonly args: readonly string[];
}

function flatText(argument: string | Call): string {
  return typeof argument === 'string'
    ? argument
    : `${argument.callee}(${argument.args.join(', ')})`;
}
