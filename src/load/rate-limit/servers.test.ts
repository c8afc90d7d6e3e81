import assert from 'node:assert/strict';
import { Agent, createServer, get, type RequestListener } from 'node:http';
import { describe, it, type TestContext } from 'node:test';
import {
  anchoredWindow,
  fixedWindow,
  type Limiter,
  slidingCounter,
  slidingLog,
  tokenBucket,
} from '../../../test/support/rate-limiters.ts';
import { createRateLimiter } from '../../scaffold/runtime/server/rate-limit.ts';
import type { HeaderSample } from '../engine/observer.ts';
import type { RateLimitResult } from '../load-result.ts';
import { rateLimitExpectation } from './expectation.ts';
import { ObservationLog } from './observation-log.ts';
import { rateLimitResult } from './result.ts';

describe('servers with a limit, flooded', { concurrency: 3 }, () => {
  it('finds a fixed window of 200 in 2 s, into the midst of which the run begins', async (t) => {
    const result = await flood(t, 20, 9000, 100, () =>
      limited(fixedWindow(200, 2000, performance.now() - 700), () => ({
        'RateLimit-Policy': '200;w=2',
        'RateLimit-Limit': '200',
      })),
    );
    if (result === undefined) return;
    near(result.limit, 200, 0.02, 'limit');
    near(result.windowMs, 2000, 0.05, 'window');
    assert.equal(result.windowFrom, 'observed');
    assert.equal(result.agrees, true);
    assert.notEqual(result.kind, 'sliding window');
    assert.equal(result.honestRefused, 0);
    assert.ok(rateLimitExpectation(result).passed);
  });

  it('finds a window that begins with the first request, and a header that is wrong', async (t) => {
    const result = await flood(t, 10, 9000, 50, () =>
      limited(anchoredWindow(75, 1500), () => ({ 'RateLimit-Policy': '"all";q=100;w=2' })),
    );
    if (result === undefined) return;
    near(result.limit, 75, 0.02, 'limit');
    near(result.windowMs, 1500, 0.05, 'window');
    assert.equal(result.agrees, false);
    assert.deepEqual(
      [result.advertised?.dialect, result.advertised?.limit, result.advertised?.windowMs],
      ['draft-8', 100, 2000],
    );
    assert.match(rateLimitExpectation(result).detail, /the headers say 100 per 2s/);
  });

  it('finds a sliding window that remembers every request', async (t) => {
    const result = await flood(t, 10, 9000, 40, () =>
      limited(slidingLog(80, 2000), () => ({ 'X-RateLimit-Limit': '80' })),
    );
    if (result === undefined) return;
    near(result.limit, 80, 0.02, 'limit');
    near(result.windowMs, 2000, 0.05, 'window');
    assert.notEqual(result.kind, 'fixed window');
    assert.equal(result.agrees, true);
  });

  it('finds a sliding window that is estimated from two fixed ones', async (t) => {
    const result = await flood(t, 10, 9000, 40, () =>
      limited(slidingCounter(80, 2000, performance.now() - 500)),
    );
    if (result === undefined) return;
    assert.equal(result.kind, 'sliding window');
    near(result.limit, 80, 0.05, 'limit');
    near(result.windowMs, 2000, 0.05, 'window');
    assert.equal(result.honestRefused, 0);
  });

  it('finds what a token bucket holds, and how fast it fills', async (t) => {
    const result = await flood(t, 10, 7000, 30, () =>
      limited(tokenBucket(100, 30), (admitted) => (admitted ? {} : { 'Retry-After': '1' })),
    );
    if (result === undefined) return;
    assert.equal(result.kind, 'token bucket');
    near(result.limit, 100, 0.05, 'burst');
    near(result.perSecond, 30, 0.03, 'rate');
    assert.equal(result.retryAfterMs, 1000);
    assert.equal(result.honestRefused, 0);
  });

  it('takes the length of a window from the headers where the run is shorter', async (t) => {
    const result = await flood(t, 10, 3000, 100 / 3, () => generated(100, 60_000));
    if (result === undefined) return;
    assert.deepEqual(
      [result.limit, result.windowMs, result.windowFrom, result.kind, result.agrees],
      [100, 60_000, 'advertised', undefined, true],
    );
    assert.match(rateLimitExpectation(result).detail, /limit of 100 per 1m \(as advertised\)/);
  });

  it('finds the windows of the limiter that generated applications have', async (t) => {
    const result = await flood(t, 10, 5500, 40, () => generated(40, 1000));
    if (result === undefined) return;
    near(result.limit, 40, 0.02, 'limit');
    near(result.windowMs, 1000, 0.05, 'window');
    assert.equal(result.agrees, true);
    assert.equal(result.advertised?.retryAfter, true);
  });

  it('tells refusals with 503 and Retry-After from errors, and asks for 429', async (t) => {
    const result = await flood(t, 10, 4500, 30, () => {
      const limiter = fixedWindow(30, 1000, performance.now());
      return (_, response) => {
        if (limiter(performance.now())) response.end();
        else response.writeHead(503, { 'Retry-After': '1' }).end();
      };
    });
    if (result === undefined) return;
    near(result.limit, 30, 0.03, 'limit');
    assert.deepEqual([result.refusedStatus, result.serverErrors], [503, 0]);
    assert.equal(rateLimitExpectation(result).passed, false);
  });

  it('says that nothing was refused where there is no limit, and fails', async (t) => {
    const result = await flood(t, 10, 1000, 0, () => (_, response) => void response.end());
    assert.ok(result !== undefined);
    assert.deepEqual([result.refused, result.limit, result.kind], [0, undefined, undefined]);
    const { passed, detail } = rateLimitExpectation(result);
    assert.equal(passed, false);
    assert.match(detail, /^No request of [\d,]+ was refused\.$/);
  });
});

/** A server that asks a limiter, and adds the headers that its author would. */
function limited(
  limiter: Limiter,
  headers: (admitted: boolean) => Readonly<Record<string, string>> = () => ({}),
): RequestListener {
  return (_, response) => {
    const admitted = limiter(performance.now());
    response.writeHead(admitted ? 200 : 429, headers(admitted)).end();
  };
}

/** A server with the limiter that applications made by the scaffold have. */
function generated(limit: number, windowMs: number): RequestListener {
  const limiter = createRateLimiter({ limit, windowMs });
  return (_, response) => {
    const { allowed, headers } = limiter.consume('client');
    response.writeHead(allowed ? 200 : 429, headers).end();
  };
}

/**
 * Connections that send their next request a little after the last one was answered, and what they found; undefined where
 * the machine was too busy to make a flood of the limit.
 */
async function flood(
  t: TestContext,
  connections: number,
  durationMs: number,
  limitPerSecond: number,
  listener: () => RequestListener,
): Promise<RateLimitResult | undefined> {
  const limitedListener = listener();
  const server = createServer((request, response) => {
    if (request.url === '/') limitedListener(request, response);
    else response.end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const log = new ObservationLog();
  const samples: HeaderSample[] = [];
  // Connections are opened ahead, as the engine does.
  const each = Array.from({ length: connections });
  await Promise.all(each.map(() => fetchHead(address.port, '/warm', agent)));
  const startMs = performance.now();
  const user = async (): Promise<void> => {
    while (performance.now() - startMs < durationMs) {
      const sentMs = performance.now() - startMs;
      const { status, headers } = await fetchHead(address.port, '/', agent);
      const atMs = performance.now() - startMs;
      log.push(sentMs, atMs, status);
      samples.push({ atMs, status, headers });
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  };
  await Promise.all(each.map(user));
  agent.destroy();
  server.close();
  const perSecond = (log.observations.count / durationMs) * 1000;
  if (perSecond < 3 * limitPerSecond) {
    t.skip(`no flood: ${perSecond.toFixed()} requests per second`);
    return undefined;
  }
  const startedEpochMs = performance.timeOrigin + startMs;
  return rateLimitResult(log.observations, samples, { startedEpochMs });
}

/** Three servers and their clients share one thread, which has to answer in time. */
const pauseMs = 30;

function fetchHead(
  port: number,
  path: string,
  agent: Agent,
): Promise<{ readonly status: number; readonly headers: string }> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, agent }, (response) => {
      const { statusCode: status = 0, rawHeaders } = response;
      const lines = rawHeaders.map((text, at) => (at % 2 === 0 ? `${text}: ` : `${text}\r\n`));
      response.resume().once('end', () => {
        resolve({ status, headers: `HTTP/1.1 ${status} Whatever\r\n${lines.join('')}` });
      });
    }).once('error', reject);
  });
}

function near(value: number | undefined, expected: number, share: number, what: string): void {
  assert.ok(value !== undefined, `${what} was not found`);
  assert.ok(Math.abs(value - expected) <= share * expected, `${what}: ${value} for ${expected}`);
}
