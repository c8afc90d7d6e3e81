import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limitResult, plainResult } from '../../../../test/support/load-results.ts';
import { lognormal, measurement, times } from '../../../../test/support/measurements.ts';
import { figure, findingOf, staysSilent } from '../../../../test/support/verdicts.ts';
import type { ThresholdResult } from '../../load-result.ts';
import { p99OverTarget } from './verdict.ts';

const threshold = (text: string): ThresholdResult => ({ text, passed: false, actual: '' });

test('says what the document says, of the run in the document', () => {
  const finding = findingOf(p99OverTarget, plainResult());
  assert.equal(finding.title, 'P99 latency (423ms) exceeds 200ms target.');
  assert.equal(
    finding.fix,
    'Consider: connection pooling, query optimization, or horizontal scaling.',
  );
  assert.equal(finding.severity, 'warning');
  assert.equal(figure(finding, 'requests'), 15_247);
});

test('the target is that of a threshold, where there is one', () => {
  const result = plainResult();
  staysSilent(p99OverTarget, { ...result, thresholds: [threshold('p99<500ms')] });
  const strict = { ...result, thresholds: [threshold('p99 <= 0.4s'), threshold('p99<450ms')] };
  const finding = findingOf(p99OverTarget, strict);
  assert.equal(finding.title, 'P99 latency (423ms) exceeds 400ms target.');
  const other = { ...result, thresholds: [threshold('p99.9<2s'), threshold('p95<1s')] };
  assert.equal(figure(findingOf(p99OverTarget, other), 'target_ms'), 200);
});

test('a P99 below the target is fine, and so is a slow search for the limit', () => {
  staysSilent(p99OverTarget, measurement({ latencyMs: (random) => 199 * random() }));
  const { verdicts: _, ...search } = limitResult();
  const slow = measurement({ latencyMs: () => 900 });
  staysSilent(p99OverTarget, { ...slow, limit: search.limit });
});

test('two slow requests are outliers, three of a hundred are not', () => {
  const latency = times(98, 10);
  latency.record(900_000);
  latency.record(900_000);
  staysSilent(p99OverTarget, measurement({ over: { latency } }));
  latency.record(900_000);
  findingOf(p99OverTarget, measurement({ over: { latency } }));
});

test('never looks as if it were equal to the target', () => {
  const latency = times(1000, 200.3);
  const { title } = findingOf(p99OverTarget, measurement({ over: { latency } }));
  assert.match(title, /^P99 latency \(200\.\d+ms\) exceeds 200ms target\.$/);
});

test('names the operation that is to blame, where it is one of several', () => {
  const result = measurement({ latencyMs: (random) => lognormal(random, 60, 0.2) });
  const [operation] = result.operations;
  assert.ok(operation);
  const slow = { ...operation, name: 'POST /orders', latency: times(400, 1200) };
  const latency = times(400, 1200);
  latency.add(operation.latency);
  const mix = { ...result, latency, operations: [operation, slow] };
  assert.match(
    findingOf(p99OverTarget, mix).fix ?? '',
    /^Start with POST \/orders \(P99 1,200ms\)/,
  );
  const bothSlow = { ...mix, operations: [slow, { ...slow, name: 'PUT /orders' }] };
  assert.match(findingOf(p99OverTarget, bothSlow).fix ?? '', /^Consider: /);
});

test('with a rate, latency counts from when requests were due, and waiting is told from work', () => {
  const waiting = measurement({
    config: { rate: 500 },
    latencyMs: (random) => lognormal(random, 300, 0.3),
    serviceMs: (random) => lognormal(random, 20, 0.3),
  });
  const finding = findingOf(p99OverTarget, waiting);
  assert.ok(figure(finding, 'p99_ms') > 500);
  assert.match(finding.fix ?? '', /keeps requests waiting, or raise --concurrency/);
  staysSilent(p99OverTarget, { ...waiting, latencyCorrected: undefined });
});
