import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { flood } from '../../../test/support/flood.ts';
import { fixedWindow, type Limiter, tokenBucket } from '../../../test/support/rate-limiters.ts';
import type { HeaderSample } from '../engine/observer.ts';
import type { RateLimitResult } from '../load-result.ts';
import { ObservationLog } from './observation-log.ts';
import { rateLimitResult } from './result.ts';

const startedEpochMs = Date.UTC(2026, 10, 22, 12);

type Headers = (index: number, status: number) => readonly string[];

interface Case {
  readonly limiter: Limiter;
  readonly durationMs?: number;
  readonly refusal?: number;
  /** Lines of the head of the nth response (from 0) and of its status. */
  readonly headers: Headers;
}

const usual = { connections: 20, durationMs: 9000, latencyMs: 20, workMs: 0, seed: 7 } as const;

/** What a flood of some 1,000 requests per second found out. */
function found({ limiter, durationMs = 9000, refusal = 429, headers }: Case): RateLimitResult {
  const log = flood({ ...usual, limiter, durationMs, refusal });
  return rateLimitResult(log.observations, samplesOf(log, headers), { startedEpochMs });
}

/** As the engine samples: the first 20 of each status, then one now and then. */
function samplesOf(log: ObservationLog, headers: Headers): readonly HeaderSample[] {
  const { count, endedMs, statuses } = log.observations;
  const seen = new Map<number, number>();
  const samples: HeaderSample[] = [];
  for (let index = 0; index < count; index += 1) {
    const status = statuses[index] ?? 0;
    const atMs = endedMs[index] ?? 0;
    const before = seen.get(status) ?? 0;
    seen.set(status, before + 1);
    if (before >= 20 && index % 100 !== 0) continue;
    const lines = [`HTTP/1.1 ${status} OK`, ...headers(index, status), '', ''];
    samples.push({ atMs, status, headers: lines.join('\r\n') });
  }
  return samples;
}

const silent: Headers = () => [];

function always(...lines: readonly string[]): Headers {
  return () => lines;
}

function advertise(limit: number, windowSeconds: number): Headers {
  return always(`RateLimit-Policy: "all";q=${limit};w=${windowSeconds}`);
}

function whenRefused(...lines: readonly string[]): Headers {
  return (_, status) => (status === 200 ? [] : lines);
}

/** Headers that count down from so many left on the first response. */
function countDown(
  prefix: string,
  limit: number,
  left: number,
  ...lines: readonly string[]
): Headers {
  return (index) => [
    `${prefix}-Limit: ${limit}`,
    `${prefix}-Remaining: ${Math.max(0, left - index)}`,
    ...lines,
  ];
}

function figuresOf({ limit, windowMs, windowFrom, agrees }: RateLimitResult): readonly unknown[] {
  return [limit, windowMs, windowFrom, agrees];
}

describe('whether the headers tell the truth', () => {
  it('agrees within 2 % of the limit and 5 % of the window', () => {
    for (const [limit, window, agrees] of [
      [200, 2, true],
      [204, 2, true],
      [205, 2, false],
      [200, 2.1, true],
      [200, 2.2, false],
      [200, 60, false],
    ] as const) {
      const result = found({ limiter: fixedWindow(200, 2000), headers: advertise(limit, window) });
      assert.equal(result.agrees, agrees, `${limit} in ${window} s`);
      assert.equal(result.advertised?.limit, limit);
    }
  });

  it('allows one request more or less where the limit is small', () => {
    for (const [limit, agrees] of [
      [11, true],
      [12, false],
    ] as const) {
      const result = found({ limiter: fixedWindow(10, 2000), headers: advertise(limit, 2) });
      assert.equal(result.agrees, agrees);
    }
  });

  it('looks for the observed limit among several', () => {
    const result = found({
      limiter: fixedWindow(200, 2000),
      headers: always('RateLimit-Policy: 5;w=1, 200;w=2, 9000;w=3600', 'RateLimit-Limit: 5'),
    });
    assert.equal(result.agrees, true);
    assert.deepEqual([result.advertised?.limit, result.advertised?.windowMs], [200, 2000]);
  });

  it('compares the rate of a bucket, however many it holds', () => {
    for (const [limit, agrees] of [
      [50, true],
      [60, false],
    ] as const) {
      const result = found({ limiter: tokenBucket(200, 50), headers: advertise(limit, 1) });
      assert.equal(result.agrees, agrees);
    }
  });

  it('says nothing of it where one side is missing', () => {
    assert.equal(found({ limiter: fixedWindow(200, 2000), headers: silent }).agrees, undefined);
    assert.equal(found({ limiter: () => true, headers: advertise(200, 2) }).agrees, undefined);
  });

  it('knows a dialect that only tells when to come back', () => {
    const result = found({
      limiter: fixedWindow(200, 2000),
      headers: whenRefused('X-Retry-After: 2'),
    });
    assert.deepEqual(result.advertised, {
      dialect: 'X-Retry-After',
      limit: undefined,
      windowMs: undefined,
      retryAfter: true,
    });
    assert.equal(result.retryAfterMs, 2000);
    assert.equal(result.agrees, undefined);
  });

  it('sees refusals that do not say when to come back', () => {
    const result = found({
      limiter: fixedWindow(200, 2000),
      headers: (index, status) => (status === 429 && index % 2 === 0 ? ['Retry-After: 2'] : []),
    });
    assert.equal(result.advertised?.retryAfter, false);
  });
});

describe('a run that is shorter than the window', () => {
  it('repeats the window that the headers tell, and marks it', () => {
    const result = short(always('RateLimit-Policy: 100;w=60', 'RateLimit-Limit: 100'));
    assert.deepEqual(figuresOf(result), [100, 60_000, 'advertised', true]);
  });

  it('takes the window from resets that are times', () => {
    const reset = Math.ceil(startedEpochMs / 1000 + 59.9);
    const result = short(countDown('X-RateLimit', 100, 99, `X-RateLimit-Reset: ${reset}`));
    assert.deepEqual(figuresOf(result), [100, 60_000, 'advertised', true]);
    assert.equal(result.advertised?.windowMs, 60_000);
  });

  it('takes it from Retry-After where nothing else tells it', () => {
    const result = short(whenRefused('Retry-After: 60'));
    assert.deepEqual(figuresOf(result), [100, 60_000, 'advertised', undefined]);
  });

  it('does not know it where nothing tells it', () => {
    assert.deepEqual(figuresOf(short(silent)), [100, undefined, undefined, undefined]);
  });

  it('counts what was used before the run, where the headers count right', () => {
    const used = fixedWindow(100, 60_000);
    for (let request = 0; request < 40; request += 1) used(0);
    const result = short(countDown('X-RateLimit', 100, 59, 'X-RateLimit-Reset: 20'), used);
    // The reset is that of the rest of a window: no window is known.
    assert.deepEqual(figuresOf(result), [100, undefined, undefined, true]);
  });

  it('does not believe headers that promise more than was let through', () => {
    const result = short(countDown('RateLimit', 500, 499, 'RateLimit-Policy: 500;w=60'));
    assert.deepEqual(figuresOf(result), [100, 60_000, 'advertised', false]);
  });

  it('sees that it lasts longer than the headers say', () => {
    const result = short(advertise(100, 1));
    assert.deepEqual(figuresOf(result), [100, undefined, undefined, false]);
  });

  it('has observed a window that opened again when the headers said', () => {
    const result = short(advertise(100, 2), fixedWindow(100, 2000));
    assert.deepEqual([result.limit, result.windowFrom, result.agrees], [100, 'observed', true]);
    assert.ok(Math.abs((result.windowMs ?? 0) - 2000) < 50, String(result.windowMs));
  });

  it('knows no window that opened again at another time', () => {
    const result = short(silent, fixedWindow(100, 2000, -700));
    assert.deepEqual(figuresOf(result), [100, undefined, undefined, undefined]);
  });
});

/** What 3 seconds show. */
function short(headers: Headers, limiter = fixedWindow(100, 60_000)): RateLimitResult {
  return found({ limiter, durationMs: 3000, headers });
}

describe('what counts as refused', () => {
  const retry = whenRefused('Retry-After: 2');

  it('is another status where all of it say when to come back', () => {
    for (const refusal of [403, 420, 503]) {
      const result = found({ limiter: fixedWindow(200, 2000), refusal, headers: retry });
      assert.deepEqual([result.refusedStatus, result.limit], [refusal, 200]);
      assert.equal(result.serverErrors, 0);
      assert.ok(result.refused > 1000);
    }
  });

  it('is not a status without a word of when to come back, or one that has no such meaning', () => {
    const broken = found({ limiter: fixedWindow(200, 2000), refusal: 503, headers: silent });
    assert.deepEqual(
      [broken.refused, broken.refusedStatus, broken.limit],
      [0, undefined, undefined],
    );
    assert.ok(broken.serverErrors > 1000);
    const other = found({ limiter: fixedWindow(200, 2000), refusal: 500, headers: retry });
    assert.equal(other.refused, 0);
  });

  it('is not a server that was away from the start', () => {
    const result = found({ limiter: (nowMs) => nowMs > 500, refusal: 503, headers: retry });
    assert.equal(result.refused, 0);
  });

  it('is not 503 beside 429', () => {
    const log = flood({ ...usual, limiter: fixedWindow(200, 2000) });
    for (const atMs of [9000, 9001]) log.push(atMs, atMs + 1, 503);
    const result = rateLimitResult(log.observations, samplesOf(log, retry), { startedEpochMs });
    assert.deepEqual([result.refusedStatus, result.serverErrors], [429, 2]);
  });
});

describe('who was hurt', () => {
  it('is nobody where a limiter keeps to its limit', () => {
    assert.equal(found({ limiter: fixedWindow(200, 2000), headers: silent }).honestRefused, 0);
  });

  it('is every request of an honest client that was refused or met an error', () => {
    const honest = new ObservationLog();
    for (const [index, status] of [200, 429, 200, 500, 503, 404].entries()) {
      honest.push(index * 1000, index * 1000 + 5, status);
    }
    const log = flood({ ...usual, limiter: fixedWindow(200, 2000) });
    const context = { startedEpochMs, honest: honest.observations };
    assert.equal(rateLimitResult(log.observations, [], context).honestRefused, 3);
  });
});

it('counts requests that the log had no room for', () => {
  const log = new ObservationLog(1000);
  const whole = flood({ ...usual, limiter: fixedWindow(20, 200), durationMs: 3000 });
  const { count, sentMs, endedMs, statuses } = whole.observations;
  for (let at = 0; at < count; at += 1)
    log.push(sentMs[at] ?? 0, endedMs[at] ?? 0, statuses[at] ?? 0);
  const result = rateLimitResult(log.observations, [], { startedEpochMs });
  assert.equal(result.answered, count);
  assert.equal(result.refused, whole.observations.totals[429]);
  assert.equal(result.limit, 20);
});
