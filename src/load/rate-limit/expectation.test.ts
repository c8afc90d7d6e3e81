import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RateLimitResult } from '../load-result.ts';
import { rateLimitExpectation } from './expectation.ts';

const limited: RateLimitResult = {
  answered: 15_247,
  limit: 200,
  windowMs: 2003,
  windowFrom: 'observed',
  kind: 'fixed window',
  perSecond: 99.85,
  retryAfterMs: 2000,
  refused: 14_347,
  refusedStatus: 429,
  advertised: { dialect: 'draft-8', limit: 200, windowMs: 2000, retryAfter: true },
  agrees: true,
  honestRefused: 0,
  serverErrors: 0,
};

const none: RateLimitResult = {
  ...limited,
  limit: undefined,
  windowMs: undefined,
  windowFrom: undefined,
  kind: undefined,
  perSecond: undefined,
  retryAfterMs: undefined,
  refused: 0,
  refusedStatus: undefined,
  advertised: undefined,
  agrees: undefined,
};

const cases: readonly (readonly [
  what: string,
  result: RateLimitResult,
  passed: boolean,
  detail: string,
])[] = [
  [
    'passes where requests were refused with 429',
    limited,
    true,
    '14,347 of 15,247 requests were refused with 429, fixed window of 200 per 2s, the headers say the same.',
  ],
  [
    'says where the headers say something else',
    {
      ...limited,
      agrees: false,
      advertised: { dialect: 'draft-7', limit: 120, windowMs: 60_000, retryAfter: true },
    },
    true,
    '14,347 of 15,247 requests were refused with 429, fixed window of 200 per 2s, the headers say 120 per 1m.',
  ],
  [
    'marks a window that is only advertised',
    { ...limited, kind: undefined, windowMs: 60_000, windowFrom: 'advertised' },
    true,
    '14,347 of 15,247 requests were refused with 429, limit of 200 per 1m (as advertised), the headers say the same.',
  ],
  [
    'gives the rate where no limit was found',
    { ...none, refused: 5, refusedStatus: 429, perSecond: 41.23 },
    true,
    '5 of 15,247 requests were refused with 429, 41.2 per second were let through, the headers say nothing of it.',
  ],
  ['fails where nobody was refused', none, false, 'No request of 15,247 was refused.'],
  [
    'fails where the server broke instead',
    { ...none, serverErrors: 12 },
    false,
    'No request of 15,247 was refused, but 12 were answered with 5xx.',
  ],
  [
    'fails where the server broke as well, and says who was hurt',
    { ...limited, serverErrors: 3, honestRefused: 1200 },
    false,
    '14,347 of 15,247 requests were refused with 429, fixed window of 200 per 2s, the headers say the same, 1,200 were refused within the limit, 3 were answered with 5xx.',
  ],
  [
    'fails where requests were refused with another status',
    { ...limited, refusedStatus: 503, advertised: undefined, agrees: undefined },
    false,
    '14,347 of 15,247 requests were refused with 503, where 429 was expected, fixed window of 200 per 2s, the headers say nothing of it.',
  ],
  ['fails where nothing was answered', { ...none, answered: 0 }, false, 'No request was answered.'],
];

for (const [what, result, passed, detail] of cases) {
  test(what, () => {
    assert.deepEqual(rateLimitExpectation(result), { name: 'rate limit', passed, detail });
  });
}
