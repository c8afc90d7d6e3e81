import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparisonResult } from '../../../../test/support/load-results.ts';
import { lognormal, measurement } from '../../../../test/support/measurements.ts';
import { assertNear, figure, findingOf, staysSilent } from '../../../../test/support/verdicts.ts';
import type { Measurement } from '../verdict.ts';
import { bimodalLatency } from './verdict.ts';

/** Hits and misses of a cache. */
function cached(missShare: number, hitMs: number, missMs: number, spread = 0.25): Measurement {
  return measurement({
    latencyMs: (random) => lognormal(random, random() < missShare ? missMs : hitMs, spread),
  });
}

test('says where both kinds are, and how many of each', () => {
  const finding = findingOf(bimodalLatency, cached(0.2, 4, 95));
  assert.match(
    finding.title,
    /^There are two kinds of answers: (79|80)\.\d% of them take about [34]\.?\d*ms, (19|20)\.\d% about (9|10)\d(\.\d)?ms\.$/,
  );
  assertNear(figure(finding, 'low_mode_ms'), 4, 0.15);
  assertNear(figure(finding, 'high_mode_ms'), 95, 0.15);
  assertNear(figure(finding, 'high_share'), 0.2);
  assert.equal(finding.severity, 'info');
});

test('few misses, or ones that are hardly slower, are no second mode', () => {
  staysSilent(bimodalLatency, cached(0.04, 4, 95));
  findingOf(bimodalLatency, cached(0.07, 4, 95));
  staysSilent(bimodalLatency, cached(0.3, 4, 9));
  findingOf(bimodalLatency, cached(0.3, 4, 16));
});

test('a single mode is one, however wide it is', () => {
  for (const spread of [0.05, 0.3, 0.8, 1.3]) {
    staysSilent(bimodalLatency, cached(0, 20, 20, spread));
  }
});

test('two narrow humps close to each other are not two kinds', () => {
  staysSilent(bimodalLatency, cached(0.4, 4, 11, 0.05));
  findingOf(bimodalLatency, cached(0.4, 4, 14, 0.05));
});

test('hardly any requests show nothing', () => {
  const few = { seconds: 10, perSecond: () => 40 };
  staysSilent(
    bimodalLatency,
    measurement({ ...few, latencyMs: (random) => (random() < 0.3 ? 100 : 5) }),
  );
});

const slowShare = (atS: number): number => (atS < 12 ? 0.02 : 0.98);

test('a change in the middle of the run is not two kinds', () => {
  const changed = measurement({
    latencyMs: (random, atS) => lognormal(random, atS < 12 ? 5 : 60, 0.25),
  });
  staysSilent(bimodalLatency, changed);
  const nearlyChanged = measurement({
    latencyMs: (random, atS) => lognormal(random, random() < slowShare(atS) ? 60 : 5, 0.25),
  });
  staysSilent(bimodalLatency, nearlyChanged);
  const slowly = measurement({
    latencyMs: (random, atS) => lognormal(random, random() < (atS - 10) / 10 ? 60 : 5, 0.25),
  });
  staysSilent(bimodalLatency, slowly);
});

test('40 ms are most often a delayed acknowledgement', () => {
  assert.match(findingOf(bimodalLatency, cached(0.3, 1, 41, 0.03)).fix ?? '', /TCP_NODELAY/);
  assert.doesNotMatch(findingOf(bimodalLatency, cached(0.3, 1, 70, 0.03)).fix ?? '', /NODELAY/);
});

test('refusals are fast, which is no second kind of answer', () => {
  let status = 200;
  const limited = measurement({
    status: (random) => (status = random() < 0.4 ? 429 : 200),
    latencyMs: (random) => lognormal(random, status === 429 ? 2 : 60, 0.2),
  });
  staysSilent(bimodalLatency, limited);
});

test('nor are those of one operation of a mix', () => {
  const limited = cached(0.4, 2, 60);
  const [one] = limited.operations;
  assert.ok(one);
  const statuses = [
    [200, Math.round(one.total * 0.6)],
    [429, Math.round(one.total * 0.4)],
  ] as const;
  staysSilent(bimodalLatency, {
    ...limited,
    operations: [
      { ...one, statuses },
      { ...one, statuses },
    ],
  });
});

test('operations of a mix are looked at one by one', () => {
  const fast = cached(0, 5, 5);
  const slow = cached(0, 80, 80);
  const mixed = cached(0.5, 5, 80);
  const [a, b] = [fast.operations[0], slow.operations[0]];
  assert.ok(a && b);
  staysSilent(bimodalLatency, { ...mixed, operations: [a, { ...b, name: 'GET /report' }] });
  const own = { ...b, name: 'GET /report', latency: mixed.latency };
  const { title } = findingOf(bimodalLatency, { ...mixed, operations: [a, own] });
  assert.match(title, /^GET \/report has two kinds of answers: /);
});

test('two targets have two latencies by their nature', () => {
  const { comparison } = comparisonResult();
  staysSilent(bimodalLatency, { ...cached(0.5, 5, 80), comparison });
});
