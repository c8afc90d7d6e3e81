import { printableLine } from '../../../base/printable.ts';
import type { Finding, Severity } from '../../../base/finding.ts';
import type { Format, Style } from '../../../report/style.ts';
import type { LoadResult } from '../../load-result.ts';

/** A block for each verdict: what the figures mean, and below it what to do. Without the latter it is a note. */
export function recommendationLines(
  { verdicts }: LoadResult,
  style: Style,
): readonly (readonly string[])[] {
  return verdicts.map((verdict) => blockOf(verdict, style));
}

function blockOf({ severity, title, fix }: Finding, style: Style): readonly string[] {
  const label = fix === undefined ? 'NOTE:' : 'RECOMMENDATION:';
  return [
    `${style(formats[severity], label)} ${printableLine(title)}`,
    ...(fix === undefined ? [] : [printableLine(fix)]),
  ];
}

const formats: Readonly<Record<Severity, Format>> = {
  error: 'red',
  warning: 'yellow',
  info: 'cyan',
};
