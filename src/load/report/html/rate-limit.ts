import { durationText } from '../../../base/duration.ts';
import { html, type Html } from '../../../report/html.ts';
import { withSeparators } from '../../../report/number.ts';
import type { LoadResult, RateLimitResult } from '../../load-result.ts';
import { agreementText, allowanceText } from '../rate-limit-words.ts';

/** The limit that was seen beside the one that the server tells of. */
export function rateLimitSection({ rateLimit }: LoadResult): Html | undefined {
  if (rateLimit === undefined) return undefined;
  return html`<section>
    <h2>Rate limit</h2>
    <dl class="method">
      ${factsOf(rateLimit).map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd> `,
      )}
    </dl>
  </section>`;
}

function factsOf(rateLimit: RateLimitResult): readonly (readonly [string, string | Html])[] {
  const { limit, windowMs, kind, advertised, agrees, refusedStatus, refused } = rateLimit;
  const agreement = agreementText(agrees);
  return [
    ['observed', `${allowanceText(limit, windowMs)}${kind === undefined ? '' : ` (${kind})`}`],
    [
      'advertised',
      `${allowanceText(advertised?.limit, advertised?.windowMs)}${advertised === undefined ? '' : ` (${advertised.dialect})`}`,
    ],
    ['agreement', agrees === false ? wrong(agreement) : agreement],
    [
      'refused',
      refusedStatus === undefined ? 'none' : `HTTP ${refusedStatus}: ${withSeparators(refused)}`,
    ],
    [
      'Retry-After',
      rateLimit.retryAfterMs === undefined ? 'not sent' : durationText(rateLimit.retryAfterMs),
    ],
    ['refused within the limit', countOf(rateLimit.honestRefused)],
    ['HTTP 5xx beyond the limit', countOf(rateLimit.serverErrors)],
  ];
}

/** None is as it should be. */
function countOf(count: number): string | Html {
  return count === 0 ? '0' : wrong(withSeparators(count));
}

function wrong(text: string): Html {
  return html`<span class="state bad">✗ ${text}</span>`;
}
