import { durationText } from '../../../base/duration.ts';
import { printableLine } from '../../../base/printable.ts';
import { withSeparators } from '../../../report/number.ts';
import type { Style } from '../../../report/style.ts';
import type { LoadResult, RateLimitResult } from '../../load-result.ts';
import { allowanceText, agreementText } from '../rate-limit-words.ts';

/** The limit that was seen beside the one that the server tells of. */
export function rateLimitLines({ rateLimit }: LoadResult, style: Style): readonly string[] {
  if (rateLimit === undefined) return [];
  const { kind, limit, windowMs, advertised, agrees } = rateLimit;
  const dialect = advertised === undefined ? '' : ` (${printableLine(advertised.dialect)})`;
  const agreement = `  Agreement: ${agreementText(agrees)}`;
  return [
    style('bold', 'RATE LIMIT:'),
    `  Observed: ${allowanceText(limit, windowMs)}${kind === undefined ? '' : ` (${kind})`}`,
    `  Advertised: ${allowanceText(advertised?.limit, advertised?.windowMs)}${dialect}`,
    agrees === false ? style('red', agreement) : agreement,
    ...refusedLines(rateLimit),
    ...wrongLines(rateLimit).map((line) => style('red', line)),
  ];
}

function refusedLines(rateLimit: RateLimitResult): readonly string[] {
  const { refused, refusedStatus, retryAfterMs } = rateLimit;
  const after = retryAfterMs === undefined ? 'not sent' : durationText(retryAfterMs);
  return [
    refusedStatus === undefined
      ? '  Refused: none'
      : `  HTTP ${refusedStatus}: ${withSeparators(refused)}`,
    ...(refused > 0 ? [`  Retry-After: ${after}`] : []),
  ];
}

function wrongLines({ honestRefused, serverErrors }: RateLimitResult): readonly string[] {
  return [
    ...(honestRefused > 0
      ? [`  Refused although within the limit: ${withSeparators(honestRefused)}`]
      : []),
    ...(serverErrors > 0
      ? [`  HTTP 5xx while the limit was exceeded: ${withSeparators(serverErrors)}`]
      : []),
  ];
}
