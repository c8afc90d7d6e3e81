import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limitResult } from '../../../../test/support/load-results.ts';
import { lognormal, measurement, type RunParts } from '../../../../test/support/measurements.ts';
import { assertNear, figure, findingOf, staysSilent } from '../../../../test/support/verdicts.ts';
import type { LimitStep } from '../../load-result.ts';
import type { Measurement } from '../verdict.ts';
import { saturation } from './verdict.ts';

interface Server {
  /** So many requests at once are answered without waiting, each in 20 ms. */
  readonly capacity: number;
  readonly over?: Partial<Measurement>;
}

const workMs = 20;

const users = (atS: number): number => Math.min(100, Math.ceil(atS * 5));

/** Users come one by one over 20 seconds up to 100, and stay for 10. */
function rampOnto({ capacity, over = {} }: Server): Measurement {
  const perSecond = (atS: number): number => (Math.min(users(atS), capacity) * 1000) / workMs;
  return measurement({
    perSecond: (atS) => perSecond(atS) / 10,
    latencyMs: (random, atS) => lognormal(random, (users(atS) * 1000) / perSecond(atS), 0.2),
    inFlight: users,
    config: { concurrency: 100, rampMs: 20_000 },
    over,
  });
}

test('with growing load: says from how many requests on throughput stays the same', () => {
  const finding = findingOf(saturation, rampOnto({ capacity: 25 }));
  assert.match(
    finding.title,
    /^Throughput stops growing at about 12\d\.\d\/s from 2\d requests under way on, while latency \(P50\) rises from 2\dms to (79|8\d)(\.\d)?ms\.$/,
  );
  assert.equal(finding.severity, 'warning');
  assertNear(figure(finding, 'in_flight_from'), 25, 0.2);
  assertNear(figure(finding, 'in_flight_to'), 100, 0.1);
  assertNear(figure(finding, 'from_s'), 5, 0.3);
});

test('throughput that falls under too much load is saturated as well', () => {
  const run = rampOnto({ capacity: 25 });
  const timeline = run.timeline.map((row) =>
    row.inFlight > 50 ? { ...row, ok: Math.round(row.ok / 2) } : row,
  );
  findingOf(saturation, { ...run, timeline });
});

test('a server that is fast enough goes along with the load', () => {
  staysSilent(saturation, rampOnto({ capacity: 100 }));
  staysSilent(saturation, rampOnto({ capacity: 80 }));
});

test('load that does not grow shows no saturation, whatever stalls do', () => {
  staysSilent(saturation, measurement());
  const stalled: RunParts = {
    perSecond: (atS) => (Math.floor(atS) === 20 ? 10 : 500),
    latencyMs: (random, atS) => (Math.floor(atS) === 21 ? 1000 * random() : 20),
    inFlight: (atS) => (Math.floor(atS) === 20 ? 240 : 10 + (Math.floor(atS) % 3)),
    config: { rate: 500, concurrency: 250 },
  };
  staysSilent(saturation, measurement(stalled));
});

const dueRate = (atS: number): number => Math.min(1000, atS * 50);

/** Fifty users who think, so that few of them wait for an answer, and a server of which each answer takes this long. */
function thinking(
  inFlight: (atS: number) => number,
  medianMs: (atS: number) => number,
): Measurement {
  return measurement({
    inFlight,
    latencyMs: (random, atS) => lognormal(random, medianMs(atS), 0.2),
  });
}

const isSlow = (atS: number): boolean => atS > 20 && atS < 26;

test('two seconds of less load are no growth, and neither is a slow episode', () => {
  staysSilent(
    saturation,
    thinking(
      (atS) => (atS < 2 ? 10 : 50),
      (atS) => (atS < 2 ? 20 : 100),
    ),
  );
  staysSilent(
    saturation,
    thinking(
      (atS) => (isSlow(atS) ? 45 : 10 + ((atS * 7) % 3)),
      (atS) => (isSlow(atS) ? 90 : 20),
    ),
  );
});

test('requests that hang are under way as well, but the others do not wait', () => {
  staysSilent(
    saturation,
    thinking(
      (atS) => 10 + atS,
      () => 20,
    ),
  );
  findingOf(
    saturation,
    thinking(
      (atS) => 10 + atS,
      (atS) => 20 + atS * 2,
    ),
  );
});

/** The rate grows to 1,000 per second over 20 seconds; the server does no more than it can. */
function rampOfRate(perSecondMax: number, concurrency: number): Measurement {
  const isFull = (atS: number): boolean => dueRate(atS) > perSecondMax;
  const { requests, ...result } = measurement({
    perSecond: (atS) => Math.min(dueRate(atS), perSecondMax),
    latencyMs: (random, atS) => lognormal(random, isFull(atS) ? 600 : workMs, 0.2),
    serviceMs: (random, atS) =>
      lognormal(random, isFull(atS) ? (concurrency * 1000) / perSecondMax : workMs, 0.2),
    inFlight: (atS) => (isFull(atS) ? concurrency : Math.ceil((dueRate(atS) * workMs) / 1000)),
    config: { rate: 1000, concurrency, rampMs: 20_000 },
  });
  const counts = { ...requests, scheduled: 20_000, sent: 20_000 };
  return { ...result, requests: counts };
}

test('with a growing rate: from where on less comes back than is due', () => {
  const finding = findingOf(saturation, rampOfRate(400, 200));
  assertNear(figure(finding, 'throughput_per_s'), 400, 0.1);
  assertNear(figure(finding, 'in_flight_to'), 200);
});

test('a rate that the server keeps is none, and too few connections are not the server’s limit', () => {
  staysSilent(saturation, rampOfRate(2000, 200));
  // Ten connections of 20 ms carry 500 per second, and the server is as fast as ever.
  staysSilent(saturation, rampOfRate(500, 10));
});

test('latency that drifts at a rate that is kept is no saturation', () => {
  const drifting = measurement({
    latencyMs: (random, atS) => lognormal(random, 20 + atS * 3, 0.2),
    inFlight: (atS) => Math.round((500 * (20 + atS * 3)) / 1000),
    config: { rate: 500, concurrency: 500 },
  });
  staysSilent(saturation, drifting);
});

function step(rate: number, reached: number, p50Ms: number): LimitStep {
  return { rate, reached, p50Ms, p99Ms: p50Ms * 4, errorShare: 0, held: true };
}

function searched(...steps: readonly LimitStep[]): Measurement {
  return measurement({ over: { limit: { held: 0, knee: undefined, brokenBy: '', steps } } });
}

test('in a search for the limit: from which rate on', () => {
  const result = measurement({ over: { limit: limitResult().limit } });
  const finding = findingOf(saturation, result);
  assert.equal(figure(finding, 'from_rate_per_s'), 800);
  assert.equal(finding.severity, 'info');
  const flat = searched(step(100, 100, 5), step(200, 199, 6), step(400, 205, 80));
  assert.equal(figure(findingOf(saturation, flat), 'from_rate_per_s'), 200);
});

test('steps that the server follows show none', () => {
  staysSilent(saturation, searched(step(100, 100, 5), step(200, 200, 6), step(400, 399, 9)));
  staysSilent(saturation, searched(step(100, 99, 5)));
  staysSilent(saturation, searched());
});
