import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ratedResult } from '../../../../test/support/load-results.ts';
import {
  lognormal,
  measurement,
  times,
  type RunParts,
} from '../../../../test/support/measurements.ts';
import { assertNear, figure, findingOf, staysSilent } from '../../../../test/support/verdicts.ts';
import type { TimelineRow } from '../../load-result.ts';
import type { Measurement } from '../verdict.ts';
import { unstableThroughput } from './verdict.ts';

const wave = (atS: number): number => 500 * (1 + 0.7 * Math.sin(atS / 2));

const secondOf = (atS: number): number => Math.floor(atS);

/** Stands still from second 12.4 on; those who waited are answered when it is over. */
function stalled(lengthS: number, parts: RunParts = {}): Measurement {
  const from = 12.4;
  const to = from + lengthS;
  const run = measurement({
    perSecond: (atS) => 500 * (1 - overlap(secondOf(atS), from, to)),
    latencyMs: (random) => lognormal(random, 20, 0.3),
    ...parts,
  });
  const waited = times(50, lengthS * 1000);
  const timeline = run.timeline.map((row): TimelineRow => {
    if (row.atMs !== Math.floor(to) * 1000) return row;
    row.latency.add(waited);
    return row;
  });
  return { ...run, timeline };
}

/** Share of a second that lies between two times. */
function overlap(second: number, from: number, to: number): number {
  return Math.max(0, Math.min(second + 1, to) - Math.max(second, from));
}

test('a stall: says when it was and for how long', () => {
  const finding = findingOf(unstableThroughput, stalled(2.1));
  assert.equal(finding.title, 'The server stood still for about 2.1s from second 12 on.');
  assertNear(figure(finding, 'stall_ms'), 2100, 0.01);
  assert.equal(figure(finding, 'at_s'), 12);
  assert.equal(figure(finding, 'stalls'), 1);
});

test('also one that is not longer than a row, and one of many rows', () => {
  assertNear(figure(findingOf(unstableThroughput, stalled(0.9)), 'stall_ms'), 900, 0.01);
  assertNear(figure(findingOf(unstableThroughput, stalled(8)), 'stall_ms'), 8000, 0.05);
});

test('one in a run with a rate, after which all that waited is answered at once', () => {
  const { verdicts: _, ...rated } = ratedResult();
  const perRow = rated.timeline.map((row): TimelineRow => {
    // Nothing ends in second 30, and what was due in it does in second 31.
    const second = row.atMs / 1000;
    if (second === 30) return { ...row, total: 5, ok: 5, inFlight: 64, latency: times(5, 4) };
    if (second !== 31) return row;
    row.latency.add(rated.timeline[30]?.latency ?? times(0, 1));
    return { ...row, total: 995, ok: 995 };
  });
  const finding = findingOf(unstableThroughput, { ...rated, timeline: perRow });
  assert.equal(figure(finding, 'at_s'), 30);
  assertNear(figure(finding, 'stall_ms'), 1200, 0.2);
});

test('a stall longer than the timeout ends in timeouts', () => {
  const config = { timeoutMs: 1000 };
  const run = stalled(8, { config });
  const timeline = run.timeline.map((row): TimelineRow => {
    const isStalled = row.atMs >= 13_000 && row.atMs < 20_000;
    return isStalled ? { ...row, total: 50, failed: 50, ok: 0, latency: times(50, 1000) } : row;
  });
  const finding = findingOf(unstableThroughput, { ...run, timeline });
  assertNear(figure(finding, 'stall_ms'), 8000, 0.2);
});

test('periodic stalls are counted', () => {
  const run = measurement({
    perSecond: (atS) => (secondOf(atS) % 6 === 5 ? 10 : 500),
    latencyMs: (random, atS) =>
      secondOf(atS) % 6 === 5 ? 900 + random() * 100 : lognormal(random, 20, 0.3),
  });
  const finding = findingOf(unstableThroughput, run);
  assert.equal(figure(finding, 'stalls'), 5);
  assert.match(finding.title, /, the longest of 5 stalls\.$/);
});

test('a short dip does not become a stall by a request that was slow for another reason', () => {
  const run = stalled(0.9);
  const timeline = run.timeline.map((row): TimelineRow => {
    if (row.atMs !== 13_000) return row;
    row.latency.add(times(1, 6000));
    return row;
  });
  staysSilent(unstableThroughput, { ...run, timeline });
});

test('a pause of a fifth of a second is no stall, and neither is a dip of a slow server', () => {
  const pause = measurement({
    seconds: 5,
    rowMs: 100,
    perSecond: (atS) => (atS > 2 && atS < 2.2 ? 0 : 500),
    latencyMs: (random, atS) => (atS > 2.2 && atS < 2.3 ? 200 * random() : 20),
    inFlight: () => 10,
  });
  staysSilent(unstableThroughput, pause);
  const dip = measurement({
    perSecond: (atS) => (secondOf(atS) === 12 ? 150 : 500),
    latencyMs: (random) => lognormal(random, 300, 0.2),
  });
  staysSilent(unstableThroughput, dip);
});

test('rows with a few requests are empty by chance', () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const parts = { perSecond: () => 4, seed };
    staysSilent(
      unstableThroughput,
      measurement({ ...parts, latencyMs: (random) => (random() < 0.02 ? 800 : 20) }),
    );
  }
});

test('nine rows are too few to tell', () => {
  staysSilent(unstableThroughput, measurement({ perSecond: wave, seconds: 9 }));
});

test('an outlier is no stall, and neither is a lack of requests', () => {
  const slow = measurement({ latencyMs: (random) => (random() < 0.0005 ? 2000 : 20) });
  staysSilent(unstableThroughput, slow);
  const idle = stalled(2.1);
  const timeline = idle.timeline.map((row) => ({ ...row, inFlight: row.total < 250 ? 0 : 50 }));
  const rows = timeline.filter(({ atMs }) => atMs !== 14_000);
  staysSilent(unstableThroughput, {
    ...idle,
    timeline: rows.map((row) => ({ ...row, total: 500 })),
  });
});

test('a generator that stood still itself proves nothing', () => {
  const { phases, ...run } = stalled(2.1);
  staysSilent(unstableThroughput, { ...run, phases: { ...phases, sendLag: times(1, 2000) } });
});

test('throughput that goes up and down: says between what', () => {
  const finding = findingOf(
    unstableThroughput,
    measurement({
      perSecond: wave,
      latencyMs: (random, atS) => lognormal(random, 25_000 / wave(atS), 0.2),
    }),
  );
  assert.match(finding.title, /^Throughput goes up and down between 1\d\d\.\d\/s and 8\d\d\.\d\/s/);
  assertNear(figure(finding, 'variation_share'), 0.5, 0.1);
});

test('a little up and down is normal, also where few requests make it look like more', () => {
  staysSilent(unstableThroughput, measurement({ perSecond: (atS) => 500 + 150 * Math.sin(atS) }));
  for (let seed = 1; seed <= 20; seed += 1) {
    staysSilent(unstableThroughput, measurement({ perSecond: () => 6, seed }));
  }
});

const comingUsers = (atS: number): number => Math.round(10 + 90 * Math.abs(Math.sin(atS / 8)));

test('where users come and go, throughput goes with them', () => {
  staysSilent(
    unstableThroughput,
    measurement({ perSecond: (atS) => comingUsers(atS) * 5, inFlight: comingUsers }),
  );
});

test('what only becomes slower, or is slow at the start, is another verdict', () => {
  staysSilent(unstableThroughput, measurement({ perSecond: (atS) => 2000 * Math.exp(-atS / 8) }));
  staysSilent(unstableThroughput, measurement({ perSecond: (atS) => (atS < 9 ? 50 : 500) }));
});

test('stages of a rate are no variation', () => {
  const config = { rate: 610, concurrency: 300 };
  const staged = measurement({ perSecond: (atS) => 10 + atS * 20, config });
  staysSilent(unstableThroughput, staged);
});

test('requests that take seconds come in waves', () => {
  const waves = measurement({
    perSecond: (atS) => (secondOf(atS) % 4 === 3 ? 50 : 0),
    latencyMs: (random) => lognormal(random, 4000, 0.02),
  });
  staysSilent(unstableThroughput, waves);
});

test('steady throughput is steady', () => {
  staysSilent(unstableThroughput, measurement());
});
