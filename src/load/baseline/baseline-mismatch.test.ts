import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainResult } from '../../../test/support/load-results.ts';
import type { LoadConfig } from '../load-result.ts';
import type { Baseline, Environment } from './baseline.ts';
import { baselineMismatch } from './baseline-mismatch.ts';

const environment: Environment = {
  os: 'linux',
  arch: 'x64',
  cpuModel: 'AMD EPYC 7B13',
  cores: 2,
  memoryBytes: 4_134_817_792,
  nodeVersion: '24.21.0',
};

const config: LoadConfig = { ...plainResult().config, method: 'GET', rate: undefined };

const baseline: Baseline = {
  name: 'main.json',
  created: '2026-01-01T00:00:00Z',
  target: 'http://127.0.0.1/',
  config,
  environment,
  calibration: { requestsPerCpuSecondBefore: 1, requestsPerCpuSecondAfter: 1 },
  totals: { durationMs: 1000, total: 0, ok: 0, failed: 0 },
  rows: [],
};

test('the same configuration on the same machine is comparable', () => {
  assert.deepEqual(baselineMismatch(baseline, config, environment), []);
});

test('how long they ran, the seed and some bytes of memory may differ', () => {
  const other = { ...config, durationMs: 1, requests: 10, seed: config.seed + 1 };
  const rebooted = { ...environment, memoryBytes: environment.memoryBytes - 20_000_000 };
  assert.deepEqual(baselineMismatch(baseline, other, rebooted), []);
});

const changes: readonly (readonly [Partial<LoadConfig>, Partial<Environment>, string])[] = [
  [{ method: 'POST' }, {}, 'The method is POST now, and was GET in the baseline.'],
  [{ method: undefined }, {}, 'The method is mixed now, and was GET in the baseline.'],
  [{ http: '2' }, {}, 'The version of HTTP is 2 now, and was 1.1 in the baseline.'],
  [{ timeoutMs: 1500 }, {}, 'The timeout is 1.5s now, and was 30s in the baseline.'],
  [{}, { cores: 8 }, 'The number of cores is 8 now, and was 2 in the baseline.'],
  [{}, { memoryBytes: 8e9 }, 'The memory is 8.00 GB now, and was 4.10 GB in the baseline.'],
  [
    {},
    { nodeVersion: '26.1.0' },
    'The version of Node is 26.1.0 now, and was 24.21.0 in the baseline.',
  ],
];

for (const [configChange, machineChange, sentence] of changes) {
  test(`said in one sentence: ${sentence}`, () => {
    assert.deepEqual(
      baselineMismatch(
        { ...baseline, config: { ...config, timeoutMs: 30_000 } },
        { ...config, timeoutMs: 30_000, ...configChange },
        { ...environment, ...machineChange },
      ),
      [sentence],
    );
  });
}

test('everything else that shapes the load is compared as well', () => {
  for (const change of [
    { concurrency: config.concurrency + 1 },
    { warmupMs: config.warmupMs + 1000 },
    { rampMs: config.rampMs + 1000 },
    { workers: config.workers + 1 },
  ]) {
    assert.equal(baselineMismatch(baseline, { ...config, ...change }, environment).length, 1);
  }
  for (const change of [{ os: 'darwin' }, { arch: 'arm64' }, { cpuModel: 'M4' }]) {
    assert.equal(baselineMismatch(baseline, config, { ...environment, ...change }).length, 1);
  }
});

test('the spacing of arrivals matters where there is a rate, and only there', () => {
  const poisson = { ...config, arrivals: 'poisson' } as const;
  assert.deepEqual(baselineMismatch(baseline, poisson, environment), []);
  const constant = { ...baseline, config: { ...config, rate: 100 } };
  assert.deepEqual(baselineMismatch(constant, { ...poisson, rate: 100 }, environment), [
    'The spacing of arrivals is poisson now, and was constant in the baseline.',
  ]);
  assert.equal(baselineMismatch(constant, poisson, environment).length, 2);
});
