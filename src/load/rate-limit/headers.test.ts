import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { readRateLimitHeaders, type RateLimitHeaders } from './headers.ts';

/** Sunday, 22 November 2026, 12:00:00.250 UTC. */
const nowMs = Date.UTC(2026, 10, 22, 12, 0, 0, 250);
const nowSeconds = nowMs / 1000;

type Expected = Partial<Omit<RateLimitHeaders, 'policies'>>;

/** What libraries and services send on a first response, or on a refusal. */
const dialects: readonly (readonly [who: string, lines: readonly string[], expected: Expected])[] =
  [
    [
      'express-rate-limit, legacy: the reset is a time',
      [
        'X-RateLimit-Limit: 3',
        'X-RateLimit-Remaining: 2',
        'Date: Sun, 22 Nov 2026 12:00:00 GMT',
        `X-RateLimit-Reset: ${Math.ceil(nowSeconds + 59.5)}`,
      ],
      { dialect: 'X-RateLimit', limit: 3, remaining: 2, resetMs: 59_750 },
    ],
    [
      'express-rate-limit and hono-rate-limiter, draft 6',
      [
        'RateLimit-Policy: 200;w=2',
        'RateLimit-Limit: 200',
        'RateLimit-Remaining: 199',
        'RateLimit-Reset: 2',
      ],
      { dialect: 'draft-6', limit: 200, remaining: 199, resetMs: 2000, windowMs: 2000 },
    ],
    [
      'express-rate-limit, draft 7',
      ['RateLimit-Policy: 3;w=60', 'RateLimit: limit=3, remaining=2, reset=60'],
      { dialect: 'draft-7', limit: 3, remaining: 2, resetMs: 60_000, windowMs: 60_000 },
    ],
    [
      'express-rate-limit, draft 8',
      [
        'RateLimit-Policy: "3-in-1min"; q=3; w=60; pk=:MTJjYTE3YjQ5YWYy:',
        'RateLimit: "3-in-1min"; r=2; t=60',
      ],
      { dialect: 'draft-8', limit: 3, remaining: 2, resetMs: 60_000, windowMs: 60_000 },
    ],
    [
      'applications made by the scaffold',
      [
        'RateLimit-Policy: "default";q=100;w=60',
        'RateLimit: "default";r=0;t=41',
        'Retry-After: 41',
      ],
      {
        dialect: 'draft-8',
        limit: 100,
        remaining: 0,
        resetMs: 41_000,
        windowMs: 60_000,
        retryAfterMs: 41_000,
      },
    ],
    [
      '@fastify/rate-limit: the reset is in seconds',
      ['x-ratelimit-limit: 3', 'x-ratelimit-remaining: 2', 'x-ratelimit-reset: 60'],
      { dialect: 'X-RateLimit', limit: 3, remaining: 2, resetMs: 60_000 },
    ],
    [
      'koa-ratelimit: a time with a fraction',
      [
        'X-RateLimit-Remaining: 2',
        `X-RateLimit-Reset: ${nowSeconds + 59.875}`,
        'X-RateLimit-Limit: 3',
      ],
      { dialect: 'X-RateLimit', limit: 3, remaining: 2, resetMs: 59_875 },
    ],
    [
      '@nestjs/throttler with a name',
      [
        'X-RateLimit-Limit-short: 3',
        'X-RateLimit-Remaining-short: 2',
        'X-RateLimit-Reset-short: 1',
      ],
      { dialect: 'X-RateLimit', limit: 3, remaining: 2, resetMs: 1000 },
    ],
    [
      '@nestjs/throttler, refused: no limit, only when to come back',
      ['Retry-After-short: 1'],
      { dialect: 'Retry-After', retryAfterMs: 1000 },
    ],
    ['better-auth', ['X-Retry-After: 10'], { dialect: 'X-Retry-After', retryAfterMs: 10_000 }],
    [
      'GitHub',
      [
        'x-ratelimit-limit: 60',
        'x-ratelimit-remaining: 57',
        `x-ratelimit-reset: ${Math.floor(nowSeconds) + 3600}`,
        'x-ratelimit-resource: core',
        'x-ratelimit-used: 3',
      ],
      { dialect: 'X-RateLimit', limit: 60, remaining: 57, resetMs: 3_599_750 },
    ],
    [
      'X, formerly Twitter',
      [
        'x-rate-limit-limit: 900',
        'x-rate-limit-remaining: 899',
        `x-rate-limit-reset: ${Math.floor(nowSeconds) + 900}`,
      ],
      { dialect: 'X-Rate-Limit', limit: 900, remaining: 899, resetMs: 899_750 },
    ],
    [
      'Discord: how long the reset is away counts, not when it is',
      [
        'X-RateLimit-Limit: 5',
        'X-RateLimit-Remaining: 0',
        'X-RateLimit-Reset: 1470173023.123',
        'X-RateLimit-Reset-After: 64.57',
        'Retry-After: 65',
      ],
      { dialect: 'X-RateLimit', limit: 5, remaining: 0, resetMs: 64_570, retryAfterMs: 65_000 },
    ],
    [
      'OpenAI: a duration, and tokens, which are no requests',
      [
        'x-ratelimit-limit-requests: 5000',
        'x-ratelimit-limit-tokens: 160000',
        'x-ratelimit-remaining-requests: 4999',
        'x-ratelimit-remaining-tokens: 12',
        'x-ratelimit-reset-requests: 6m0s',
      ],
      { dialect: 'X-RateLimit', limit: 5000, remaining: 4999, resetMs: 360_000 },
    ],
    [
      'Kong: the window is in another dialect than the limit',
      [
        'X-RateLimit-Limit-Minute: 10',
        'X-RateLimit-Remaining-Minute: 9',
        'RateLimit-Limit: 10',
        'RateLimit-Remaining: 9',
        'RateLimit-Reset: 43',
      ],
      { dialect: 'draft-6', limit: 10, remaining: 9, resetMs: 43_000, windowMs: 60_000 },
    ],
    [
      'milliseconds since 1970',
      ['X-RateLimit-Limit: 10', `X-RateLimit-Reset: ${nowMs + 5000}`],
      { dialect: 'X-RateLimit', limit: 10, resetMs: 5000 },
    ],
    [
      'a server whose clock is an hour ahead',
      [
        'Date: Sun, 22 Nov 2026 13:00:00 GMT',
        'X-RateLimit-Limit: 10',
        `X-RateLimit-Reset: ${Math.floor(nowSeconds) + 3600 + 30}`,
      ],
      { dialect: 'X-RateLimit', limit: 10, resetMs: 29_500 },
    ],
    [
      'Retry-After as a date (RFC 9110, section 5.6.7)',
      ['Retry-After: Sun, 22 Nov 2026 12:01:00 GMT'],
      { dialect: 'Retry-After', retryAfterMs: 59_750 },
    ],
    [
      'the date of RFC 850',
      ['Retry-After: Sunday, 22-Nov-26 12:01:00 GMT'],
      { dialect: 'Retry-After', retryAfterMs: 59_750 },
    ],
    [
      'the date of asctime',
      ['Retry-After: Sun Nov 22 12:01:00 2026'],
      { dialect: 'Retry-After', retryAfterMs: 59_750 },
    ],
    [
      'a date that has gone by',
      ['Retry-After: Sun, 22 Nov 2026 11:00:00 GMT'],
      { dialect: 'Retry-After', retryAfterMs: 0 },
    ],
    ['no word of limits', ['Content-Type: text/html', 'X-Request-Id: 3-in-1min'], {}],
    ['something that is no number', ['X-RateLimit-Limit: unlimited', 'Retry-After: soon'], {}],
  ];

for (const [who, lines, expected] of dialects) {
  test(`reads ${who}`, () => {
    const head = ['HTTP/1.1 429 Too Many: Requests', ...lines, '', ''].join('\r\n');
    const { policies: _, ...read } = readRateLimitHeaders(head, nowMs);
    assert.deepEqual(read, {
      dialect: undefined,
      limit: undefined,
      remaining: undefined,
      resetMs: undefined,
      windowMs: undefined,
      retryAfterMs: undefined,
      ...expected,
    });
  });
}

/** Limit and window of all policies, in order. */
function policiesOf(...lines: readonly string[]): readonly (readonly (number | undefined)[])[] {
  const { policies } = readRateLimitHeaders(lines.join('\r\n'), nowMs);
  return policies.map(({ limit, windowMs }) => [limit, windowMs]);
}

test('several policies come the tightest first', () => {
  const hour = [1000, 3_600_000];
  const minute = [100, 60_000];
  assert.deepEqual(
    policiesOf('RateLimit-Limit: 100', 'RateLimit-Policy: 1000;w=3600, 100;w=60'),
    [hour, minute],
    'without what is left, the lower rate',
  );
  assert.deepEqual(
    policiesOf(
      'RateLimit-Policy: "hour";q=1000;w=3600, "minute";q=100;w=60',
      'RateLimit: "hour";r=980;t=3000, "minute";r=80;t=12',
    ),
    [minute, hour],
    'with it, the one that refuses first',
  );
});

test('a field may come several times', () => {
  const lines = [
    'RateLimit-Policy: "burst";q=10;w=1',
    'RateLimit: "burst";r=9;t=1',
    'RateLimit-Policy: "day";q=5000;w=86400',
    'RateLimit: "day";r=4000;t=8000',
  ];
  assert.deepEqual(policiesOf(...lines), [
    [10, 1000],
    [5000, 86_400_000],
  ]);
});

test('policies that stand in the field of the limit are read, as Envoy and the first drafts have them', () => {
  assert.deepEqual(policiesOf('x-ratelimit-limit: 10, 10;w=1;name="a;b,c", 600;w=60'), [
    [10, 1000],
    [600, 60_000],
  ]);
  assert.deepEqual(policiesOf('X-RateLimit-Limit: 100, 100;window=60, 10000;window=86400'), [
    [10_000, 86_400_000],
    [100, 60_000],
  ]);
});

test('policies that count bytes are no limits of requests', () => {
  assert.deepEqual(
    policiesOf('RateLimit-Policy: "peruser";q=65535;qu="content-bytes";w=10, "all";q=5;w=1'),
    [[5, 1000]],
  );
});

test('quotes, escapes and commas within a name do not end it', () => {
  const { policies } = readRateLimitHeaders('RateLimit-Policy: "a\\", b;q=1";q=7;w=3', nowMs);
  assert.deepEqual(policies, [
    { name: 'a", b;q=1', limit: 7, remaining: undefined, resetMs: undefined, windowMs: 3000 },
  ]);
});

test('the newest dialect counts where a server speaks several', () => {
  const { dialect, limit } = readRateLimitHeaders(
    'X-RateLimit-Limit: 99\r\nRateLimit: "a";r=2;t=60\r\nRateLimit-Policy: "a";q=3;w=60',
    nowMs,
  );
  assert.deepEqual([dialect, limit], ['draft-8', 3]);
});

test('whatever a server sends, the figures are numbers, and none is negative', () => {
  const name = fc.constantFrom(
    'RateLimit',
    'RateLimit-Policy',
    'RateLimit-Limit',
    'X-RateLimit-Reset',
    'X-RateLimit-Limit-a',
    'Retry-After',
    'Date',
  );
  const piece = fc.constantFrom(
    '"',
    '\\',
    ';',
    ',',
    '=',
    ':',
    ' ',
    'q',
    'w',
    'r',
    't',
    '-',
    '1e9',
    '0',
    '99999999999999999999',
    'é',
  );
  const value = fc.oneof(
    fc.string(),
    fc.array(piece).map((pieces) => pieces.join('')),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(name, value), { maxLength: 6 }), (fields) => {
      const head = fields.map(([field, text]) => `${field}: ${text}`).join('\r\n');
      const { policies, retryAfterMs } = readRateLimitHeaders(head, nowMs);
      const figures = policies.flatMap(({ limit, remaining, resetMs, windowMs }) => [
        limit,
        remaining,
        resetMs,
        windowMs,
      ]);
      for (const figure of [...figures, retryAfterMs]) {
        assert.ok(figure === undefined || figure >= 0, String(figure));
      }
    }),
  );
});
