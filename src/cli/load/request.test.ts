import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mixOf } from '../../../test/support/engine-run.ts';
import { originAt } from '../../../test/support/h1-driver.ts';
import type { LoadRequest, TargetRequest } from '../../load/index.ts';
import type { LoadFlags } from '../commands/load-flags.ts';
import { connectionsOf } from './machine.ts';
import { loadRequest } from './request.ts';

const machine = { cores: 8, version: '1.2.3', seed: 42 };

const target: TargetRequest = {
  name: 'x',
  traffic: mixOf([{ url: 'http://127.0.0.1/' }]),
  origins: [originAt(80)],
};

function request(
  changes: Partial<LoadFlags>,
  targets: readonly TargetRequest[] = [target],
): LoadRequest {
  const nothing: LoadFlags = Object.create(null);
  return loadRequest({ ...nothing, ...changes }, targets, machine);
}

test('without options: ten users, ten seconds, half of the cores', () => {
  const { load, durationMs, requests, workers, http, timeouts, seed, userAgent, margin } = request(
    {},
  );
  assert.deepEqual(load, {
    concurrency: 10,
    rate: undefined,
    arrivals: 'constant',
    rampMs: 0,
    stages: undefined,
  });
  assert.deepEqual([durationMs, requests, workers, http], [10_000, undefined, 4, '1.1']);
  assert.deepEqual(timeouts, { totalMs: 10_000, connectMs: 5000, firstByteMs: 10_000 });
  assert.deepEqual([seed, userAgent, margin], [42, 'trivet/1.2.3', 0.02]);
});

test('a rate has connections for what may be under way at once', () => {
  const concurrency = (rate: number): number => request({ rate }).load.concurrency;
  assert.deepEqual([1, 100, 500, 1e6].map(concurrency), [10, 50, 250, 1000]);
  assert.equal(request({ rate: 500, concurrency: 7 }).load.concurrency, 7);
});

test('how long it takes: as asked, as long as the stages, or until the number is reached', () => {
  const stages = [
    { durationMs: 2000, from: 0, to: 5 },
    { durationMs: 500, from: 5, to: 0 },
  ];
  assert.equal(request({ stages }).durationMs, 2500);
  assert.equal(request({ stages, duration: 900 }).durationMs, 900);
  assert.equal(request({ requests: 5 }).durationMs, 86_400_000);
  assert.equal(request({ requests: 5, duration: 900 }).durationMs, 900);
});

test('shorter limits hold for connecting, too', () => {
  assert.equal(request({ timeout: 700 }).timeouts.connectMs, 700);
  assert.equal(request({ timeout: 700, connectTimeout: 300 }).timeouts.connectMs, 300);
  assert.equal(request({ timeout: 700 }).timeouts.firstByteMs, 700);
});

test('never more threads than users', () => {
  assert.equal(request({ concurrency: 3 }).workers, 3);
  assert.equal(request({ concurrency: 3, workers: 9 }).workers, 3);
  assert.equal(request({ workers: 2 }).workers, 2);
  assert.equal(request({ workers: 50 }).workers, 10);
  assert.equal(request({ workers: 5, stages: [{ durationMs: 1, from: 0, to: 2 }] }).workers, 2);
  assert.equal(request({ concurrency: 5000, workers: 5000 }).workers, 64);
});

test('thresholds are parsed, and what is none is refused', () => {
  assert.equal(request({ threshold: ['p99<1s', 'errors<1%'] }).thresholds.length, 2);
  assert.throws(() => request({ threshold: ['fast'] }), { code: 'USAGE' });
});

const contradictions: readonly (readonly [flags: Partial<LoadFlags>, says: RegExp])[] = [
  [{ http1: true, http2: true }, /--http1 and --http2 exclude each other/],
  [{ stages: [], ramp: 5 }, /--stages and --ramp exclude each other/],
  [{ body: 'x', form: ['a=b'] }, /--body and --form exclude each other/],
  [{ spec: 'a.yaml', har: 'b.har' }, /--spec and --har exclude each other/],
  [{ findLimit: true, rate: 5 }, /--find-limit and --rate exclude each other/],
  [{ findLimit: true, requests: 5 }, /--find-limit and --requests exclude each other/],
];

for (const [flags, says] of contradictions) {
  test(`${Object.keys(flags).join(' and ')} are refused together`, () => {
    assert.throws(() => request(flags), { code: 'USAGE', message: says });
  });
}

for (const flags of [
  { requests: 5 },
  { ramp: 5 },
  { stages: [] },
  { findLimit: true },
  { expectRateLimit: true },
]) {
  test(`${Object.keys(flags).join()} is refused beside two targets: it would be ignored`, () => {
    assert.throws(() => request(flags, [target, target]), {
      code: 'USAGE',
      message: /^--[a-z-]+ does not go with two targets\.$/,
    });
  });
}

test('connections: of each user to each place, at the peak of the stages', () => {
  const two = { ...target, origins: [originAt(80), originAt(81)] };
  assert.equal(connectionsOf(request({ concurrency: 7 })), 7);
  assert.equal(connectionsOf(request({ concurrency: 7 }, [two, target])), 21);
  assert.equal(connectionsOf(request({ stages: [{ durationMs: 1, from: 0, to: 5000 }] })), 5000);
  assert.equal(connectionsOf(request({ concurrency: 101, http2: true, streams: 50 })), 3);
});
