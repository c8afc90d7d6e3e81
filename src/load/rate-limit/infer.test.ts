import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { flood } from '../../../test/support/flood.ts';
import {
  anchoredWindow,
  fixedWindow,
  type Limiter,
  slidingCounter,
  slidingLog,
  tokenBucket,
} from '../../../test/support/rate-limiters.ts';
import { decisionsOf } from './decisions.ts';
import { inferLimit } from './infer.ts';
import type { ObservedLimit } from './observed-limit.ts';

interface Traffic {
  readonly limit: number;
  readonly windowMs: number;
  readonly connections: number;
  /** How many times the limit the connections could send. */
  readonly excess: number;
  readonly latencyMs: number;
  readonly workMs: number;
  /** Where in a window the run begins, from 0 to 1. */
  readonly phase: number;
  readonly seed: number;
}

/**
 * Floods of at least twice the limit, by answers that take at most a fortieth of the window: what is faster or weaker is not
 * told apart by single decisions.
 */
const traffic: fc.Arbitrary<Traffic> = fc
  .record({
    limit: fc.constantFrom(5, 10, 20, 50, 100, 200, 500, 1000, 5000),
    windowMs: fc.integer({ min: 500, max: 10_000 }),
    connections: fc.integer({ min: 1, max: 200 }),
    excess: fc.double({ min: 2, max: 20, noNaN: true }),
    work: fc.constantFrom(0, 0.5),
    phase: fc.double({ min: 0, max: 0.99, noNaN: true }),
    seed: fc.integer({ min: 1, max: 1_000_000 }),
  })
  .map(({ work, ...rest }) => {
    const { limit, windowMs, connections, excess } = rest;
    const latencyMs = Math.min(windowMs / 40, (connections * windowMs) / (excess * limit));
    return { ...rest, latencyMs, workMs: work * latencyMs };
  })
  .filter(({ connections, latencyMs, workMs, windowMs, limit }) => {
    const perWindow = (connections * windowMs) / (latencyMs + workMs);
    return perWindow > 2 * limit && perWindow < 15_000 && latencyMs / connections < windowMs / 40;
  });

function observe(
  limiter: Limiter,
  { connections, windowMs, latencyMs, workMs, seed }: Traffic,
  windows = 4.3,
): ObservedLimit {
  const durationMs = windows * windowMs;
  const log = flood({ limiter, connections, durationMs, latencyMs, workMs, seed });
  return inferLimit(decisionsOf(log.observations, new Set([429])));
}

/** Within a share, or one request. */
function assertLimit(value: number | undefined, expected: number, share: number): void {
  assert.ok(value !== undefined, 'no limit');
  assert.ok(Math.abs(value - expected) <= Math.max(1, share * expected), `limit ${value}`);
}

function assertNear(
  value: number | undefined,
  expected: number,
  share: number,
  what: string,
): void {
  assert.ok(value !== undefined, `no ${what}`);
  assert.ok(Math.abs(value - expected) <= share * expected, `${what} ${value}`);
}

/** The same floods in every run of the tests. */
const settings = { numRuns: 30, seed: 20_261_125 };

describe('the limit behind a flood', () => {
  it('is found where windows are fixed, wherever in one the run begins', () => {
    fc.assert(
      fc.property(traffic, (flooded) => {
        const { limit, windowMs, phase } = flooded;
        const found = observe(fixedWindow(limit, windowMs, -phase * windowMs), flooded);
        assertLimit(found.limit, limit, 0);
        assertNear(found.windowMs, windowMs, 0.05, 'window');
        assert.match(found.kind ?? '', /^fixed (?:or sliding )?window$/);
        assert.equal(found.refusedEarly, 0);
      }),
      settings,
    );
  });

  it('is found where windows begin with a request', () => {
    fc.assert(
      fc.property(traffic, (flooded) => {
        const { limit, windowMs } = flooded;
        const found = observe(anchoredWindow(limit, windowMs), flooded);
        assertLimit(found.limit, limit, 0);
        assertNear(found.windowMs, windowMs, 0.05, 'window');
        assert.match(found.kind ?? '', /^fixed (?:or sliding )?window$/);
        assert.equal(found.refusedEarly, 0);
      }),
      settings,
    );
  });

  it('is found where a window slides over all requests', () => {
    fc.assert(
      fc.property(traffic, (flooded) => {
        const { limit, windowMs } = flooded;
        const found = observe(slidingLog(limit, windowMs), flooded);
        assertLimit(found.limit, limit, 0.02);
        assertNear(found.windowMs, windowMs, 0.05, 'window');
        assert.match(found.kind ?? '', /sliding window$/);
        assert.equal(found.refusedEarly, 0);
      }),
      settings,
    );
  });

  it('is found where a bucket of tokens fills', () => {
    fc.assert(
      fc.property(traffic, (flooded) => {
        const { limit, windowMs } = flooded;
        const found = observe(tokenBucket(limit, (limit / windowMs) * 1000), flooded);
        assert.equal(found.kind, 'token bucket');
        assertLimit(found.limit, limit, 0.02);
        assertNear(found.perSecond, (limit / windowMs) * 1000, 0.05, 'rate');
        assert.equal(found.refusedEarly, 0);
      }),
      settings,
    );
  });

  it('is found where a window slides by an estimate', () => {
    fc.assert(
      fc.property(traffic, (flooded) => {
        const { limit, windowMs } = flooded;
        // Rounding makes such a limiter a little stricter than its limit; that shows where the limit is small.
        fc.pre(limit >= 50);
        const found = observe(slidingCounter(limit, windowMs, -0.3 * windowMs), flooded);
        assert.equal(found.kind, 'sliding window');
        assertLimit(found.limit, limit, 0.03);
        assertNear(found.windowMs, windowMs, 0.05, 'window');
        assert.equal(found.refusedEarly, 0);
      }),
      settings,
    );
  });
});

const usual: Traffic = {
  limit: 200,
  windowMs: 2000,
  connections: 20,
  excess: 10,
  latencyMs: 20,
  workMs: 0,
  phase: 0,
  seed: 1,
};

describe('what can be told apart', () => {
  it('a fixed window from a sliding one, where a burst lasts longer than a decision', () => {
    assert.equal(observe(fixedWindow(200, 2000), usual).kind, 'fixed window');
    assert.equal(observe(slidingLog(200, 2000), usual).kind, 'sliding window');
  });

  it('neither, where the burst is over at once', () => {
    const quick = { ...usual, connections: 100 };
    assert.equal(observe(fixedWindow(5, 2000), quick).kind, 'fixed or sliding window');
    assert.equal(observe(slidingLog(5, 2000), quick).kind, 'fixed or sliding window');
  });

  it('a bucket that holds more than it gets in a second', () => {
    const found = observe(tokenBucket(300, 50), { ...usual, windowMs: 3000 });
    assertLimit(found.limit, 300, 0.02);
    assertNear(found.perSecond, 50, 0.02, 'rate');
  });

  it('only the rate, where tokens come back faster than one decision takes', () => {
    const found = observe(tokenBucket(2, 400), { ...usual, connections: 50, latencyMs: 40 });
    assert.deepEqual([found.kind, found.limit], [undefined, undefined]);
    assertNear(found.perSecond, 400, 0.05, 'rate');
  });
});

describe('what a short run shows', () => {
  it('the limit, and how long it was closed at least', () => {
    const found = observe(fixedWindow(100, 60_000), { ...usual, windowMs: 3000 }, 1);
    assert.deepEqual([found.limit, found.windowMs, found.kind], [undefined, undefined, undefined]);
    assert.equal(found.firstWindow?.admitted, 100);
    assert.equal(found.firstWindow?.reopenedMs, undefined);
    assert.ok(found.firstWindow?.isSure);
    assertNear(
      (found.firstWindow?.usedMs ?? 0) + (found.firstWindow?.silentMs ?? 0),
      3000,
      0.05,
      'time',
    );
  });

  it('no limit for sure, where the flood was hardly more than it', () => {
    const weak = { ...usual, connections: 2, latencyMs: 8, workMs: 8 };
    const found = observe(fixedWindow(200, 2000, -1000), weak, 1.1);
    assert.notEqual(found.firstWindow?.isSure, true);
    assert.equal(found.limit, undefined);
  });

  it('nothing, where nobody was refused or everybody was', () => {
    for (const limiter of [() => true, () => false]) {
      const found = observe(limiter, usual, 1);
      assert.deepEqual(
        [found.limit, found.firstWindow, found.kind],
        [undefined, undefined, undefined],
      );
    }
  });

  it('the next window, where the limit was used up before the run', () => {
    const limiter = fixedWindow(200, 2000);
    for (let used = 0; used < 200; used += 1) limiter(0);
    const found = observe(limiter, usual, 3.5);
    assertLimit(found.limit, 200, 0);
    assertNear(found.windowMs, 2000, 0.05, 'window');
  });
});

describe('refused within the limit', () => {
  it('is counted where a limiter stays closed after the window is over', () => {
    // Every third window lets nobody in.
    const windows = fixedWindow(200, 2000);
    const limiter: Limiter = (nowMs) => windows(nowMs) && Math.floor(nowMs / 2000) % 3 !== 2;
    const found = observe(limiter, usual, 9.5);
    assertLimit(found.limit, 200, 0);
    assert.ok(found.refusedEarly > 1000, `${found.refusedEarly}`);
  });
});
