import { durationText } from '../../base/duration.ts';
import { withSeparators } from '../../report/number.ts';
import type { ExpectationResult, RateLimitResult } from '../load-result.ts';

/** Whether the server limits its traffic as it should: refuses with 429, and nothing breaks under the flood. */
export function rateLimitExpectation(result: RateLimitResult): ExpectationResult {
  const { refused, refusedStatus, serverErrors } = result;
  return {
    name: 'rate limit',
    passed: refused > 0 && refusedStatus === 429 && serverErrors === 0,
    detail: refused === 0 ? unlimited(result) : limited(result),
  };
}

function unlimited({ answered, serverErrors }: RateLimitResult): string {
  if (answered === 0) return 'No request was answered.';
  const errors = serverErrors > 0 ? `, but ${counted(serverErrors)} were answered with 5xx` : '';
  return `No request of ${withSeparators(answered)} was refused${errors}.`;
}

function limited(result: RateLimitResult): string {
  const { answered, refused, refusedStatus, serverErrors, honestRefused } = result;
  const parts = [
    `${withSeparators(refused)} of ${withSeparators(answered)} requests were refused with ${refusedStatus}`,
    ...(refusedStatus === 429 ? [] : ['where 429 was expected']),
    ...observedPart(result),
    ...advertisedPart(result),
    ...(honestRefused > 0 ? [`${counted(honestRefused)} were refused within the limit`] : []),
    ...(serverErrors > 0 ? [`${counted(serverErrors)} were answered with 5xx`] : []),
  ];
  return `${parts.join(', ')}.`;
}

function observedPart({ kind, limit, windowMs, windowFrom, perSecond }: RateLimitResult): string[] {
  if (limit === undefined) {
    return perSecond === undefined ? [] : [`${perSecond.toFixed(1)} per second were let through`];
  }
  const window =
    windowMs === undefined
      ? 'before the first refusal'
      : `per ${durationText(windowMs)}${windowFrom === 'advertised' ? ' (as advertised)' : ''}`;
  return [`${kind ?? 'limit'} of ${withSeparators(limit)} ${window}`];
}

function advertisedPart({ advertised, agrees }: RateLimitResult): string[] {
  if (advertised === undefined) return ['the headers say nothing of it'];
  if (agrees === undefined || advertised.limit === undefined) return [];
  if (agrees) return ['the headers say the same'];
  const { limit, windowMs } = advertised;
  const window = windowMs === undefined ? '' : ` per ${durationText(windowMs)}`;
  return [`the headers say ${withSeparators(limit)}${window}`];
}

function counted(count: number): string {
  return withSeparators(count);
}
