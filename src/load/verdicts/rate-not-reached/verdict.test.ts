import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparisonResult } from '../../../../test/support/load-results.ts';
import { lognormal, measurement } from '../../../../test/support/measurements.ts';
import { assertNear, figure, findingOf, staysSilent } from '../../../../test/support/verdicts.ts';
import type { Measurement } from '../verdict.ts';
import { rateNotReached } from './verdict.ts';

interface Outcome {
  readonly ended: number;
  readonly latencyMs: number;
  readonly concurrency: number;
  readonly neverSent?: number;
  readonly arrivals?: 'constant' | 'poisson';
}

/** 500 requests per second for ten seconds. */
function asked({ ended, latencyMs, concurrency, neverSent = 0, arrivals }: Outcome): Measurement {
  const { requests, generator, ...result } = measurement({
    seconds: 10,
    perSecond: () => ended,
    latencyMs: (random) => lognormal(random, latencyMs, 0.2),
    inFlight: () => concurrency,
    config: { rate: 500, concurrency, arrivals: arrivals ?? 'constant' },
  });
  const sent = 5000 - neverSent;
  const counts = { ...requests, scheduled: 5000, sent, unsent: neverSent, perSecond: ended };
  return {
    ...result,
    requests: counts,
    generator: { ...generator, rateReached: sent / 5000 },
    errors: neverSent === 0 ? [] : [['never sent', neverSent]],
  };
}

test('too few connections for the rate: says how many it takes', () => {
  const finding = findingOf(
    rateNotReached,
    asked({ ended: 250, latencyMs: 39.2, concurrency: 10 }),
  );
  assert.equal(finding.title, 'Of 500.0 requests that were due each second, 250.0 came back.');
  // 500 per second of 40 ms each are 20 at once; half as many again in reserve.
  assert.match(
    finding.fix ?? '',
    /^Raise --concurrency from 10 to (29|30|31), .*latency of (39|40)/,
  );
  assertNear(figure(finding, 'asked_per_s'), 500);
});

test('where the server takes much longer than at first, more connections are no advice', () => {
  const { latency, ...result } = asked({ ended: 250, latencyMs: 400, concurrency: 100 });
  latency.record(20_000);
  const { fix = '' } = findingOf(rateNotReached, { ...result, latency });
  assert.match(fix, /^Lower --rate, .* it takes (39\d|40\d)ms \(P50\) for what took 20ms at best/);
});

test('requests that were given up are named', () => {
  const result = asked({ ended: 430, latencyMs: 400, concurrency: 200, neverSent: 600 });
  const finding = findingOf(rateNotReached, result);
  assert.match(finding.title, /430\.0 came back, and 600 were never sent\.$/);
  assert.equal(figure(finding, 'never_sent'), 600);
  staysSilent(rateNotReached, {
    ...asked({ ended: 498, latencyMs: 40, concurrency: 30, neverSent: 40 }),
  });
  findingOf(rateNotReached, asked({ ended: 498, latencyMs: 40, concurrency: 30, neverSent: 60 }));
  // Ctrl-C leaves requests unsent; that is no verdict on the server.
  staysSilent(rateNotReached, {
    ...asked({ ended: 498, latencyMs: 40, concurrency: 30, neverSent: 600 }),
    interrupted: true,
  });
});

test('with connections enough, the same latency keeps the rate', () => {
  staysSilent(rateNotReached, asked({ ended: 498, latencyMs: 40, concurrency: 30 }));
});

test('what is under way at the end is not missing: a slow server that keeps up', () => {
  // 2 s of 500 per second are 1,000 under way: a fifth of all requests of the run.
  staysSilent(rateNotReached, asked({ ended: 405, latencyMs: 1950, concurrency: 1200 }));
  findingOf(rateNotReached, asked({ ended: 350, latencyMs: 1950, concurrency: 1200 }));
});

test('a few that are late at the edges of the run are no miss', () => {
  staysSilent(rateNotReached, asked({ ended: 490, latencyMs: 2, concurrency: 50 }));
});

test('random arrivals may be fewer than on average', () => {
  const outcome = { ended: 473, latencyMs: 2, concurrency: 50 };
  findingOf(rateNotReached, asked(outcome));
  staysSilent(rateNotReached, asked({ ...outcome, arrivals: 'poisson' }));
  findingOf(rateNotReached, asked({ ...outcome, ended: 400, arrivals: 'poisson' }));
});

test('where connections were free, more of them are no advice', () => {
  const result = asked({ ended: 300, latencyMs: 40, concurrency: 200 });
  const timeline = result.timeline.map((row) => ({ ...row, inFlight: 12 }));
  assert.match(findingOf(rateNotReached, { ...result, timeline }).fix ?? '', /timeline/);
});

test('the closed model asks for nothing, and comparisons have their own words', () => {
  staysSilent(rateNotReached, measurement({ perSecond: () => 3 }));
  const missed = asked({ ended: 250, latencyMs: 40, concurrency: 10 });
  staysSilent(rateNotReached, { ...missed, comparison: comparisonResult().comparison });
});
