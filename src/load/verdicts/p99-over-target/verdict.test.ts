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
  const both = { ...waiting, latency: times(15_000, 250) };
  assert.match(findingOf(p99OverTarget, both).fix ?? '', /^Consider: /);
});

test('where most slow requests are timeouts, these come first', () => {
  let nth = 0;
  let status = 200;
  const hanging = measurement({
    status: () => (status = (nth += 1) % 50 === 0 ? 0 : 200),
    latencyMs: (random) => (status === 0 ? 10_000 : lognormal(random, 20, 0.3)),
  });
  assert.match(findingOf(p99OverTarget, hanging).fix ?? '', /timeouts first: they are \d+ of the/);
});

/** The fix for a run that is slow for some seconds from the twelfth on. */
function fixOfSlow(seconds: number): string {
  const isSlow = (atS: number): boolean => atS >= 12 && atS < 12 + seconds;
  const run = measurement({
    latencyMs: (random, atS) => lognormal(random, isSlow(atS) ? 600 : 20, 0.3),
  });
  return findingOf(p99OverTarget, run).fix ?? '';
}

test('where nearly all slow requests ended in one moment, it names it', () => {
  assert.match(fixOfSlow(2), /^Find out what happened around second 12:/);
  assert.match(fixOfSlow(9), /^Consider: /);
});
