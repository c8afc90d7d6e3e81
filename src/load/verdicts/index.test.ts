import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { allResults } from '../../../test/support/load-results.ts';
import {
  lognormal,
  measurement,
  type RunParts,
  times,
} from '../../../test/support/measurements.ts';
import { judge, loadVerdicts } from './index.ts';
import type { Measurement } from './verdict.ts';

const idsOf = (result: Measurement): readonly string[] => judge(result).map(({ id }) => id);

test('a healthy run means nothing but that: no verdict', () => {
  assert.deepEqual(judge(measurement()), []);
  assert.deepEqual(judge(measurement({ config: { rate: 500, concurrency: 250 } })), []);
});

test('nor does any other healthy run: other latencies, rates, lengths and loads', () => {
  fc.assert(
    fc.property(healthyRun, (parts) => {
      assert.deepEqual(idsOf(measurement(parts)), []);
    }),
    { numRuns: 150 },
  );
});

/** Latencies up to where the P99 may be 200 ms, more or less spread; closed, or open with connections enough. */
const healthyRun = fc
  .record({
    medianMs: fc.double({ min: 0.1, max: 50, noNaN: true }),
    spread: fc.double({ min: 0.05, max: 0.5, noNaN: true }),
    perSecond: fc.integer({ min: 20, max: 400 }),
    seconds: fc.integer({ min: 1, max: 60 }),
    isOpen: fc.boolean(),
    rampShare: fc.constantFrom(0, 0, 0.2),
    seed: fc.integer({ min: 1, max: 1e9 }),
  })
  .map(({ medianMs, spread, perSecond, seconds, isOpen, rampShare, seed }): RunParts => {
    const rampMs = seconds * 1000 * rampShare;
    const ramped = (atS: number): number =>
      perSecond * Math.min(1, rampMs === 0 ? 1 : (atS * 1000) / rampMs);
    const due = perSecond * (1 - rampShare / 2);
    return {
      seconds,
      rowMs: Math.min(1000, seconds * 100),
      perSecond: ramped,
      latencyMs: (random) => lognormal(random, medianMs, spread),
      ...(!isOpen && { inFlight: (atS) => Math.ceil((50 * ramped(atS)) / perSecond) }),
      config: { rate: isOpen ? perSecond : undefined, rampMs, concurrency: isOpen ? 200 : 50 },
      seed,
      over: isOpen ? { requests: requestsOf(due, seconds) } : {},
    };
  });

function requestsOf(perSecond: number, seconds: number): Measurement['requests'] {
  const total = Math.round(perSecond * seconds);
  const none = { failed: 0, unsent: 0, unfinished: 0 };
  return { ...none, total, ok: total, perSecond, scheduled: total, sent: total };
}

test('errors come first, then warnings, then the rest', () => {
  const random503 = measurement({
    status: (random) => (random() < 0.02 ? 503 : 200),
    latencyMs: (random) => lognormal(random, random() < 0.3 ? 400 : 20, 0.2),
  });
  assert.deepEqual(
    judge(random503).map(({ id, severity }) => `${severity} ${id}`),
    ['error errors', 'warning p99-over-target', 'info bimodal-latency'],
  );
});

test('computed evidence has six digits, counts have all', () => {
  const [finding] = judge(measurement({ perSecond: () => 2000, latencyMs: () => 300.123 }));
  const { p99_ms: p99Ms, requests } = finding?.evidence ?? {};
  assert.match(String(p99Ms), /^\d{3}(\.\d{1,3})?$/);
  assert.ok(Number(requests) > 50_000 && Number.isInteger(requests));
});

test('times of a generator that could not keep up are not judged, counts are', () => {
  const slow = measurement({
    latencyMs: () => 900,
    status: (random) => (random() < 0.02 ? 500 : 200),
  });
  const generator = { ...slow.generator, valid: false, reasons: ['It was busy.'] };
  assert.deepEqual(idsOf({ ...slow, generator }), ['generator-bottleneck', 'errors']);
});

test('a run without a single response is judged by its failures', () => {
  const refused = measurement({ status: () => 0, fault: 'connection refused' });
  const [finding, ...others] = judge({ ...refused, latency: times(0, 1), classes: [] });
  assert.equal(finding?.title, 'All requests failed: connection refused (14,929).');
  assert.deepEqual(others, []);
});

test('every kind of result can be judged, with evidence that is finite', () => {
  for (const [name, make] of allResults) {
    const { thresholds, ...result } = make();
    const own = thresholds.filter(({ text }) => /^p\d/.test(text));
    for (const { id, evidence = {}, title, fix } of judge({ ...result, thresholds: own })) {
      assert.ok(Object.keys(evidence).length > 0, `${name}: ${id}`);
      assert.ok(fix, `${name}: ${id}`);
      assert.match(title, /\.$/, `${name}: ${id}`);
      for (const [key, value] of Object.entries(evidence)) {
        assert.ok(typeof value === 'string' || Number.isFinite(value), `${name}: ${id} ${key}`);
      }
    }
  }
});

test('every verdict has its folder with code, page and test, and every folder is in the list', () => {
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  assert.deepEqual(folders.toSorted(), loadVerdicts.map(({ id }) => id).toSorted());
  for (const folder of folders) {
    for (const file of ['verdict.ts', 'verdict.md', 'verdict.test.ts']) {
      const path = `${import.meta.dirname}/${folder}/${file}`;
      assert.ok(existsSync(path), path);
    }
  }
});

test('every page has the same sections, and names all evidence', () => {
  for (const { id } of loadVerdicts) {
    const page = readFileSync(`${import.meta.dirname}/${id}/verdict.md`, 'utf8');
    const [title, ...sections] = [...page.matchAll(/^#+ (.*)$/gm)].map(([, text]) => text);
    assert.equal(title, id);
    assert.deepEqual(sections, ['What it means', 'Evidence', 'How to fix', 'Source'], id);
  }
});
