import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyResult } from '../../../test/support/load-results.ts';
import { normal } from '../../../test/support/simulated-blocks.ts';
import { type Random, seededRandom } from '../../base/random.ts';
import { Histogram } from '../../http/histogram.ts';
import type { Comparison } from '../comparison.ts';
import type { LoadResult, TimelineRow } from '../load-result.ts';
import type { Calibration } from './baseline.ts';
import { baselineDocument } from './baseline-document.ts';
import { compareWithBaseline } from './compare-with-baseline.ts';
import { readBaseline } from './read-baseline.ts';

const environment = {
  os: 'linux',
  arch: 'x64',
  cpuModel: 'AMD EPYC 7B13',
  cores: 2,
  memoryBytes: 4e9,
  nodeVersion: '24.21.0',
};

const even: Calibration = { requestsPerCpuSecondBefore: 50_000, requestsPerCpuSecondAfter: 50_000 };

/** One row of the closed model with 2 connections; as many requests as fit into its time. */
function row(atMs: number, lengthMs: number, latencyMs: () => number, failed = 0): TimelineRow {
  const latency = new Histogram();
  for (let spentMs = 0; spentMs < 2 * lengthMs;) {
    const value = latencyMs();
    latency.record(value * 1000);
    spentMs += value;
  }
  const total = latency.count;
  return {
    atMs,
    lengthMs,
    total,
    ok: total - failed,
    failed,
    bytesReceived: 0,
    inFlight: 2,
    latency,
  };
}

function resultOf(timeline: readonly TimelineRow[]): LoadResult {
  return { ...emptyResult(), target: 'http://now/', timeline };
}

/** Rows of a second with about 130 requests of some 15 ms. */
function steady(rows: number, factor: number, random: Random): readonly TimelineRow[] {
  return Array.from({ length: rows }, (_, index) =>
    row(index * 1000, 1000, () => factor * 15 * Math.exp(0.2 * normal(random))),
  );
}

interface Options {
  readonly calibrationThen?: Calibration;
  readonly calibrationNow?: Calibration;
  readonly margin?: number;
}

/** Through the file, as it happens. */
function compare(
  then: readonly TimelineRow[],
  now: readonly TimelineRow[],
  options: Options = {},
): Comparison {
  const document = baselineDocument(resultOf(then), environment, options.calibrationThen ?? even);
  const baseline = readBaseline(JSON.stringify(document), 'main.json');
  const machine = { environment, calibration: options.calibrationNow ?? even };
  return compareWithBaseline(baseline, resultOf(now), machine, options.margin ?? 0.02);
}

test('a run that is slower by a fifth is found', () => {
  const random = seededRandom(1);
  const { verdict, latency, throughput, method, a, b, caveats } = compare(
    steady(20, 1, random),
    steady(25, 1.2, random),
  );
  assert.equal(verdict, 'slower');
  assert.equal(latency.p50.verdict, 'slower');
  assert.equal(throughput.verdict, 'slower');
  assert.ok(Math.abs(latency.p50.ratio - 1.2) < 0.03);
  assert.equal(method, 'baseline');
  assert.deepEqual([a.name, b.name], ['main.json', 'http://now/']);
  assert.equal(
    caveats[0],
    'The baseline was measured at another time, which is weaker than measuring both side by side.',
  );
});

test('the slow start is left out, where enough rows remain', () => {
  const random = seededRandom(2);
  const cold = row(0, 1000, () => 400, 2);
  const rows = steady(20, 1, random);
  const { a, errors, pairs } = compare([cold, ...rows], rows);
  assert.equal(a.failed, 0);
  assert.equal(errors.a, 0);
  assert.equal(pairs, 19);
  assert.equal(compare([cold, ...rows.slice(0, 2)], rows).a.failed, 2);
});

test('how much the speed of the machine differed widens the interval, and is said', () => {
  const random = seededRandom(3);
  const then = steady(20, 1, random);
  const now = steady(20, 1.2, random);
  const sharp = compare(then, now);
  const blurred = compare(then, now, {
    calibrationThen: { requestsPerCpuSecondBefore: 50_000, requestsPerCpuSecondAfter: 52_000 },
    calibrationNow: { requestsPerCpuSecondBefore: 40_000, requestsPerCpuSecondAfter: 45_000 },
  });
  const [low, high] = sharp.latency.p50.ci95;
  assert.deepEqual(blurred.latency.p50.ci95, [low / 1.3, high * 1.3]);
  assert.equal(blurred.verdict, 'undecided');
  assert.match(blurred.caveats[1] ?? '', /differed by 30\.0 %/);
  assert.ok(sharp.caveats.every((caveat) => !caveat.includes('speed')));
});

test('wide rows of a long run are compared with merged rows of a short one', () => {
  const random = seededRandom(4);
  const wide = Array.from({ length: 20 }, (_, index) =>
    row(index * 4000, 4000, () => 15 * Math.exp(0.2 * normal(random))),
  );
  const { pairs, blockMs, latency, verdict } = compare(wide, steady(61, 1, random));
  assert.deepEqual([pairs, blockMs], [15, 4000]);
  assert.equal(latency.p99.ci95[1] < Infinity, true);
  assert.notEqual(verdict, 'slower');
});

test('what differs in configuration or machine is said', () => {
  const rows = steady(8, 1, seededRandom(5));
  const document = baselineDocument(resultOf(rows), { ...environment, cores: 8 }, even);
  const baseline = readBaseline(JSON.stringify(document), 'main.json');
  const { caveats } = compareWithBaseline(
    baseline,
    resultOf(rows),
    { environment, calibration: even },
    0.02,
  );
  assert.ok(caveats.includes('The number of cores is 2 now, and was 8 in the baseline.'));
});

test('nothing to compare decides nothing', () => {
  for (const rows of [[], steady(3, 1, seededRandom(6))]) {
    const { verdict, caveats } = compare(rows, rows);
    assert.equal(verdict, 'undecided');
    assert.match(caveats.at(-1) ?? '', /^Nothing can be decided/);
  }
});

test('rows that resemble their neighbours: equal runs are called different in at most 5 % of 400', () => {
  let called = 0;
  let found = 0;
  for (let run = 0; run < 400; run += 1) {
    const random = seededRandom(run);
    const rowsOf = (factor: number): readonly TimelineRow[] => {
      let state = 0;
      return Array.from({ length: 25 }, (_, index) => {
        state = 0.5 * state + 0.05 * normal(random);
        const latencyMs = factor * 0.5 * Math.exp(state);
        return row(index * 20, 20, () => latencyMs * Math.exp(0.3 * normal(random)));
      });
    };
    const then = resultOf(rowsOf(1));
    const compared = (now: readonly TimelineRow[]): Comparison =>
      compareWithBaseline(
        { ...blank, rows: then.timeline },
        resultOf(now),
        { environment, calibration: even },
        0.02,
      );
    const { verdict } = compared(rowsOf(1));
    if (verdict === 'slower' || verdict === 'faster') called += 1;
    if (run < 50 && compared(rowsOf(1.2)).verdict === 'slower') found += 1;
  }
  assert.ok(called <= 20, `${called} of 400`);
  assert.ok(found >= 40, `${found} of 50 that are slower by a fifth`);
});

const blank = readBaseline(
  JSON.stringify(baselineDocument(resultOf([]), environment, even)),
  'main.json',
);
