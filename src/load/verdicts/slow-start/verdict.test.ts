import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lognormal, measurement, type RunParts } from '../../../../test/support/measurements.ts';
import { assertNear, figure, findingOf, staysSilent } from '../../../../test/support/verdicts.ts';
import type { Measurement } from '../verdict.ts';
import { slowStart } from './verdict.ts';

/** Fifty users, and a median of 20 ms except at times. */
function run(medianMs: (atS: number) => number, parts: RunParts = {}): Measurement {
  return measurement({
    perSecond: (atS) => 20_000 / medianMs(atS),
    latencyMs: (random, atS) => lognormal(random, medianMs(atS), 0.3),
    ...parts,
  });
}

test('says how long the start is slow, and how much', () => {
  const finding = findingOf(
    slowStart,
    run((atS) => (atS < 3 ? 160 / Math.ceil(atS) : 20)),
  );
  assert.match(
    finding.title,
    /^The first 3 seconds are (7|8|9)\.?\d? times as slow as the rest \(P50 1\d\dms against (19|20)(\.\d)?ms\), and part of all figures\.$/,
  );
  assert.equal(figure(finding, 'slow_for_s'), 3);
  assertNear(figure(finding, 'p50_rest_ms'), 20);
  assert.equal(finding.fix?.includes('--warmup 3s'), true);
});

test('a first second is a second; a warm-up that was too short gets longer', () => {
  const parts = { config: { warmupMs: 2000 } };
  const finding = findingOf(
    slowStart,
    run((atS) => (atS < 1 ? 90 : 20), parts),
  );
  assert.match(finding.title, /^The first second is/);
  assert.match(finding.fix ?? '', /--warmup 3s/);
});

test('warmed up, it is as fast at the start as ever', () => {
  staysSilent(
    slowStart,
    run(() => 20),
  );
  staysSilent(
    slowStart,
    run((atS) => (atS < 3 ? 36 : 20)),
  );
});

test('a start that is only one of several disturbances is none, nor is a slow half', () => {
  staysSilent(
    slowStart,
    run((atS) => (atS % 10 < 1 ? 100 : 20)),
  );
  staysSilent(
    slowStart,
    run((atS) => (atS < 15 ? 100 : 20)),
  );
});

const slowFirst = (atS: number): number => (atS < 1 ? 100 : 20);

test('a few requests have a slow median by chance', () => {
  staysSilent(slowStart, run(slowFirst, { perSecond: () => 8 }));
  staysSilent(slowStart, run(slowFirst, { perSecond: (atS) => (atS < 1 ? 1 : 500) }));
  findingOf(slowStart, run(slowFirst, { perSecond: (atS) => (atS < 1 ? 20 : 500) }));
});

test('fractions of a millisecond keep nobody waiting', () => {
  staysSilent(
    slowStart,
    run((atS) => (atS < 2 ? 0.9 : 0.3), { perSecond: () => 500 }),
  );
  findingOf(
    slowStart,
    run((atS) => (atS < 2 ? 9 : 3), { perSecond: () => 500 }),
  );
});

test('less load makes everything faster, which is no start', () => {
  const falling = { inFlight: (atS: number): number => (atS < 5 ? 200 : 20) };
  staysSilent(
    slowStart,
    run((atS) => (atS < 5 ? 200 : 20), falling),
  );
});

test('a ramp is not the start', () => {
  const config = { rampMs: 5000 };
  staysSilent(
    slowStart,
    run((atS) => (atS < 5 ? 100 : 20), { config }),
  );
});

test('five rows are too few to tell', () => {
  staysSilent(
    slowStart,
    run((atS) => (atS < 1 ? 100 : 20), { seconds: 5 }),
  );
  findingOf(
    slowStart,
    run((atS) => (atS < 1 ? 100 : 20), { seconds: 5, rowMs: 500 }),
  );
});
