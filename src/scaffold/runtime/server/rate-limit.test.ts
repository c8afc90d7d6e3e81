import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRateLimiter } from './rate-limit.ts';

describe('rate limit', () => {
  it('counts down, and says so in the headers', () => {
    const limiter = createRateLimiter({ limit: 2, windowMs: 60_000 });
    assert.deepEqual(limiter.consume('ada', 0), {
      allowed: true,
      headers: { 'RateLimit-Policy': '"default";q=2;w=60', RateLimit: '"default";r=1;t=60' },
    });
    assert.equal(limiter.consume('ada', 1500).headers['RateLimit'], '"default";r=0;t=59');
  });

  it('refuses what is over the limit, and says when to come back', () => {
    const limiter = createRateLimiter({ limit: 1, windowMs: 10_000, name: 'login' });
    limiter.consume('ada', 0);
    assert.deepEqual(limiter.consume('ada', 7200), {
      allowed: false,
      headers: {
        'RateLimit-Policy': '"login";q=1;w=10',
        RateLimit: '"login";r=0;t=3',
        'Retry-After': '3',
      },
    });
  });

  it('counts each key for itself', () => {
    const limiter = createRateLimiter({ limit: 1, windowMs: 1000 });
    assert.ok(limiter.consume('ada', 0).allowed);
    assert.ok(limiter.consume('grace', 0).allowed);
    assert.ok(!limiter.consume('ada', 0).allowed);
  });

  it('begins a new window when the old one has ended, not before', () => {
    const limiter = createRateLimiter({ limit: 1, windowMs: 1000 });
    limiter.consume('ada', 0);
    assert.ok(!limiter.consume('ada', 999).allowed);
    assert.ok(limiter.consume('ada', 1000).allowed);
  });

  it('never promises that waiting for no time helps', () => {
    const limiter = createRateLimiter({ limit: 1, windowMs: 1000 });
    limiter.consume('ada', 0);
    assert.equal(limiter.consume('ada', 999.9).headers['Retry-After'], '1');
  });

  it('remembers a bounded number of keys and forgets the one whose window began first', () => {
    const limiter = createRateLimiter({ limit: 1, windowMs: 60_000, maxKeys: 2 });
    limiter.consume('ada', 0);
    limiter.consume('grace', 1);
    limiter.consume('joan', 2);
    assert.ok(!limiter.consume('grace', 3).allowed, 'grace is remembered');
    assert.ok(!limiter.consume('joan', 3).allowed, 'joan is remembered');
    assert.ok(limiter.consume('ada', 3).allowed, 'ada was forgotten');
  });

  it('uses the clock of the process where none is given', () => {
    const limiter = createRateLimiter({ limit: 1, windowMs: 60_000 });
    assert.ok(limiter.consume('ada').allowed);
    assert.ok(!limiter.consume('ada').allowed);
  });
});
