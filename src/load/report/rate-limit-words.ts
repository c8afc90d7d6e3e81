import { durationText } from '../../base/duration.ts';
import { withSeparators } from '../../report/number.ts';

/** `100 requests per 1m`; `none` where there is no limit. */
export function allowanceText(limit: number | undefined, windowMs: number | undefined): string {
  if (limit === undefined) return 'none';
  const window = windowMs === undefined ? 'an unknown window' : durationText(windowMs);
  return `${withSeparators(limit)} requests per ${window}`;
}

/** Whether what a server says is what it does. */
export function agreementText(agrees: boolean | undefined): string {
  if (agrees === undefined) return 'nothing to compare';
  return agrees
    ? 'the headers tell the limit that was observed'
    : 'the headers tell another limit than the one observed';
}
