import type { Finding, Place, Severity } from '../base/finding.ts';
import { printableLine } from '../base/printable.ts';
import type { Format, Style } from './style.ts';

export interface FindingsTextOptions {
  readonly style: Style;
  /** Show all of them; else warnings are cut and notes only counted. Errors are never cut. */
  readonly verbose: boolean;
}

/** Findings for people, errors last (next to the prompt), ending with a line that counts them. Empty without findings. */
export function findingsText(findings: readonly Finding[], options: FindingsTextOptions): string {
  if (findings.length === 0) return '';
  const { style, verbose } = options;
  const shown = severities.flatMap((severity) => {
    const all = findings.filter((finding) => finding.severity === severity);
    return verbose ? all : all.slice(0, shownMax[severity]);
  });
  const blocks = shown.map((finding) => findingText(finding, style));
  return [...blocks, countLine(findings, shown.length)].join('\n') + '\n';
}

/** `error: what [id]`, then where it is and what to do next, each on a line of its own. */
export function findingText(finding: Finding, style: Style): string {
  const label = finding.severity === 'info' ? 'note' : finding.severity;
  return problemText(
    `${style(formats[finding.severity], `${label}:`)} ${printableLine(finding.title)} ${style('dim', `[${finding.id}]`)}`,
    finding.place,
    finding.fix,
  );
}

export function problemText(what: string, place?: Place, next?: string): string {
  const lines = [what];
  if (place !== undefined) lines.push(`  at ${placeText(place)}`);
  if (next !== undefined) lines.push(`  next: ${printableLine(next)}`);
  return lines.join('\n');
}

/** `openapi.yaml:12:5 (#/paths/~1users/get)` */
export function placeText(place: Place): string {
  const pointer = place.pointer === undefined ? '' : ` (${printableLine(place.pointer)})`;
  return `${printableLine(place.file)}:${place.line}:${place.column}${pointer}`;
}

/** `1 error`, `2 errors` */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

const severities: readonly Severity[] = ['info', 'warning', 'error'];
const formats: Readonly<Record<Severity, Format>> = {
  error: 'red',
  warning: 'yellow',
  info: 'cyan',
};
const shownMax: Readonly<Record<Severity, number>> = { error: Infinity, warning: 20, info: 0 };

function countLine(findings: readonly Finding[], shownCount: number): string {
  const nouns: Readonly<Record<Severity, string>> = {
    error: 'error',
    warning: 'warning',
    info: 'note',
  };
  const parts = severities.toReversed().flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [counted(count, nouns[severity])];
  });
  const hidden = findings.length - shownCount;
  const rest = hidden === 0 ? '' : `; ${hidden} not shown (--verbose or --json shows all)`;
  return `${parts.join(', ')}${rest}; "trivet explain ID" says more about each`;
}
