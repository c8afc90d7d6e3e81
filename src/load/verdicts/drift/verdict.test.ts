import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lognormal, measurement, type RunParts } from '../../../../test/support/measurements.ts';
import { assertNear, figure, findingOf, staysSilent } from '../../../../test/support/verdicts.ts';
import type { Measurement } from '../verdict.ts';
import { drift } from './verdict.ts';

/** A minute of fifty users. */
function run(medianMs: (atS: number) => number, parts: RunParts = {}): Measurement {
  return measurement({
    seconds: 60,
    perSecond: (atS) => 10_000 / medianMs(atS),
    latencyMs: (random, atS) => lognormal(random, medianMs(atS), 0.4),
    ...parts,
  });
}

test('latency that grows all the time: says from where to where, and how fast', () => {
  const finding = findingOf(
    drift,
    run((atS) => 20 + atS / 2),
  );
  assert.match(
    finding.title,
    /^Latency grows steadily over the run: P50 from 2\d(\.\d)?ms in its first third to 4\d(\.\d)?ms in its last, (2|3)\d(\.\d)?ms a minute\.$/,
  );
  assertNear(figure(finding, 'growth_ms_per_min'), 30, 0.1);
  assertNear(figure(finding, 'p50_middle_third_ms'), 35);
  assert.ok(figure(finding, 'rank_correlation') > 0.95);
});

test('with a rate as well, while it is kept', () => {
  const parts = { config: { rate: 200, concurrency: 400 }, perSecond: () => 200 };
  findingOf(
    drift,
    run((atS) => 20 + atS / 2, parts),
  );
});

test('steady latency is none, nor is a little growth, nor are ups and downs', () => {
  staysSilent(
    drift,
    run(() => 30),
  );
  staysSilent(
    drift,
    run((atS) => 20 + atS / 7),
  );
  staysSilent(
    drift,
    run((atS) => 30 + 15 * Math.sin(atS / 5)),
  );
});

test('a step is no drift, wherever it is', () => {
  for (const at of [10, 20, 30, 40, 50]) {
    staysSilent(
      drift,
      run((atS) => (atS < at ? 20 : 40)),
    );
  }
});

test('nor is a step in something that hardly grows', () => {
  for (const at of [25, 30, 35]) {
    staysSilent(
      drift,
      run((atS) => (atS < at ? 20 : 40) + atS / 20, {
        latencyMs: (_random, atS) => (atS < at ? 20 : 40) + atS / 20,
      }),
    );
  }
});

test('a single slow row does not hide a drift', () => {
  findingOf(
    drift,
    run((atS) => (Math.floor(atS) === 30 ? 200 : 20 + atS / 2)),
  );
});

test('more users make it slower, which is no drift', () => {
  const growing = { inFlight: (atS: number): number => Math.round(10 + atS) };
  staysSilent(
    drift,
    run((atS) => 20 + atS / 2, growing),
  );
});

test('requests that queue because the rate is too high are no drift', () => {
  const queue = {
    config: { rate: 500, concurrency: 50 },
    inFlight: () => 50,
    perSecond: () => 400,
  };
  staysSilent(
    drift,
    run((atS) => 200 * atS, queue),
  );
});

const swing = (atS: number): number => (Math.floor(atS) % 3 === 0 ? 2 : 1);

test('nor is growth among rows that go up and down', () => {
  staysSilent(
    drift,
    run((atS) => (20 + atS / 2) * swing(atS)),
  );
});

test('nineteen rows are too few to tell', () => {
  staysSilent(
    drift,
    run((atS) => 20 + atS * 2, { seconds: 19 }),
  );
  findingOf(
    drift,
    run((atS) => 20 + atS * 2, { seconds: 20 }),
  );
});
