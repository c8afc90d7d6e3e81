import assert from 'node:assert/strict';
import { Agent, createServer, get, type RequestListener } from 'node:http';
import { describe, it } from 'node:test';
import { createRateLimiter } from '../../scaffold/runtime/server/rate-limit.ts';
import {
  anchoredWindow,
  fixedWindow,
  type Limiter,
  slidingCounter,
  slidingLog,
  tokenBucket,
} from '../../../test/support/rate-limiters.ts';
import type { HeaderSample } from '../engine/observer.ts';
import type { RateLimitResult } from '../load-result.ts';
import { rateLimitExpectation } from './expectation.ts';
import { ObservationLog } from './observation-log.ts';
import { rateLimitResult } from './result.ts';

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

interface Flood {
  readonly connections: number;
  readonly durationMs: number;
}

/** Between two requests: nine servers and their clients share one thread, which has to answer in time. */
const pauseMs = 40;

/** Connections that send their next request when the last one was answered. */
async function floodServer(listener: RequestListener, flood: Flood): Promise<RateLimitResult> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  const agent = new Agent({ keepAlive: true, maxSockets: flood.connections });
  const log = new ObservationLog();
  const samples: HeaderSample[] = [];
  const startMs = performance.now();
  const user = async (): Promise<void> => {
    while (performance.now() - startMs < flood.durationMs) {
      const sentMs = performance.now() - startMs;
      const { status, headers } = await fetchHead(address.port, agent);
      const atMs = performance.now() - startMs;
      log.push(sentMs, atMs, status);
      if (samples.length < 100 || atMs - (samples.at(-1)?.atMs ?? 0) > 100) {
        samples.push({ atMs, status, headers });
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  };
  await Promise.all(Array.from({ length: flood.connections }, user));
  agent.destroy();
  server.close();
  return rateLimitResult(log.observations, samples, {
    startedEpochMs: performance.timeOrigin + startMs,
  });
}

function fetchHead(
  port: number,
  agent: Agent,
): Promise<{ readonly status: number; readonly headers: string }> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, agent }, (response) => {
      const { statusCode: status = 0, rawHeaders } = response;
      const lines = rawHeaders.map((text, index) =>
        index % 2 === 0 ? `${text}: ` : `${text}\r\n`,
      );
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

const usual: Flood = { connections: 20, durationMs: 9000 };

describe('servers with a limit, flooded', { concurrency: true }, () => {
  it('finds a fixed window of 200 in 2 s, into the midst of which the run begins', async () => {
    const result = await floodServer(
      limited(fixedWindow(200, 2000, performance.now() - 700), () => ({
        'RateLimit-Policy': '200;w=2',
        'RateLimit-Limit': '200',
      })),
      usual,
    );
    near(result.limit, 200, 0.02, 'limit');
    near(result.windowMs, 2000, 0.05, 'window');
    assert.equal(result.windowFrom, 'observed');
    assert.equal(result.agrees, true);
    assert.notEqual(result.kind, 'sliding window');
    assert.equal(result.honestRefused, 0);
    assert.ok(rateLimitExpectation(result).passed);
  });

  it('finds a window that begins with the first request, and a header that is wrong', async () => {
    const result = await floodServer(
      limited(anchoredWindow(150, 1500), () => ({ 'RateLimit-Policy': '"all";q=200;w=2' })),
      usual,
    );
    near(result.limit, 150, 0.02, 'limit');
    near(result.windowMs, 1500, 0.05, 'window');
    assert.equal(result.agrees, false);
    assert.deepEqual(
      [result.advertised?.dialect, result.advertised?.limit, result.advertised?.windowMs],
      ['draft-8', 200, 2000],
    );
    assert.match(rateLimitExpectation(result).detail, /the headers say 200 per 2s/);
  });

  it('finds a sliding window that remembers every request', async () => {
    const result = await floodServer(
      limited(slidingLog(200, 2000), () => ({ 'X-RateLimit-Limit': '200' })),
      usual,
    );
    near(result.limit, 200, 0.02, 'limit');
    near(result.windowMs, 2000, 0.05, 'window');
    assert.notEqual(result.kind, 'fixed window');
    assert.equal(result.agrees, true);
  });

  it('finds a sliding window that is estimated from two fixed ones', async () => {
    const result = await floodServer(
      limited(slidingCounter(200, 2000, performance.now() - 500)),
      usual,
    );
    assert.equal(result.kind, 'sliding window');
    near(result.limit, 200, 0.05, 'limit');
    near(result.windowMs, 2000, 0.05, 'window');
    assert.equal(result.honestRefused, 0);
  });

  it('finds what a token bucket holds, and how fast it fills', async () => {
    const result = await floodServer(
      limited(tokenBucket(100, 50), (admitted) => (admitted ? {} : { 'Retry-After': '1' })),
      { ...usual, durationMs: 6000 },
    );
    assert.equal(result.kind, 'token bucket');
    near(result.limit, 100, 0.05, 'burst');
    near(result.perSecond, 50, 0.02, 'rate');
    assert.equal(result.retryAfterMs, 1000);
    assert.equal(result.honestRefused, 0);
  });

  it('takes the length of a window from the headers where the run is shorter', async () => {
    const limiter = createRateLimiter({ limit: 100, windowMs: 60_000 });
    const result = await floodServer(
      (_, response) => {
        const { allowed, headers } = limiter.consume('client');
        response.writeHead(allowed ? 200 : 429, headers).end();
      },
      { connections: 10, durationMs: 3000 },
    );
    assert.deepEqual(
      [result.limit, result.windowMs, result.windowFrom, result.kind, result.agrees],
      [100, 60_000, 'advertised', undefined, true],
    );
    assert.match(rateLimitExpectation(result).detail, /limit of 100 per 1m \(as advertised\)/);
  });

  it('finds the windows of the limiter that generated applications have', async () => {
    const limiter = createRateLimiter({ limit: 60, windowMs: 1000 });
    const result = await floodServer(
      (_, response) => {
        const { allowed, headers } = limiter.consume('client');
        response.writeHead(allowed ? 200 : 429, headers).end();
      },
      { connections: 10, durationMs: 5000 },
    );
    near(result.limit, 60, 0.02, 'limit');
    near(result.windowMs, 1000, 0.05, 'window');
    assert.equal(result.agrees, true);
    assert.equal(result.advertised?.retryAfter, true);
  });

  it('says that nothing was refused where there is no limit, and fails', async () => {
    const result = await floodServer((_, response) => void response.end(), {
      connections: 10,
      durationMs: 1000,
    });
    assert.deepEqual([result.refused, result.limit, result.kind], [0, undefined, undefined]);
    const { passed, detail } = rateLimitExpectation(result);
    assert.equal(passed, false);
    assert.match(detail, /^No request of [\d,]+ was refused\.$/);
  });

  it('tells refusals with 503 and Retry-After from errors, and asks for 429', async () => {
    const limiter = fixedWindow(50, 1000);
    const result = await floodServer(
      (_, response) => {
        if (limiter(performance.now())) response.end();
        else response.writeHead(503, { 'Retry-After': '1' }).end();
      },
      { connections: 10, durationMs: 4000 },
    );
    near(result.limit, 50, 0.02, 'limit');
    assert.deepEqual([result.refusedStatus, result.serverErrors], [503, 0]);
    assert.equal(rateLimitExpectation(result).passed, false);
  });
});
