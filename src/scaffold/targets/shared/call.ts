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

/**
 * A call whose arguments may have several lines each. Formatters let the last one begin on the line of the call only
 * where it is a literal.
 */
export function callLines(callee: string, args: readonly string[]): string {
  const isFlat = !args.some((argument) => argument.includes('\n'));
  const isHugged = args.length <= 2 && /^[{[]/.test(args.at(-1) ?? '');
  if (isFlat || isHugged) return `${callee}(${args.join(', ')})`;
  return `${callee}(\n${args.map((argument) => `${indent(argument, 2)},\n`).join('')})`;
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
