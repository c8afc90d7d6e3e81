import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  allResults,
  baselineResult,
  emptyResult,
  plainResult,
  ratedResult,
} from '../../../test/support/load-results.ts';
import { assertConforms } from '../../../test/support/published-schema.ts';
import { decodeHistogram } from '../../http/histogram-codec.ts';
import { loadDocument } from './json.ts';

for (const [name, make] of allResults) {
  test(`the document of the ${name} result conforms to its schema, also after it was printed`, () => {
    const document = loadDocument(make());
    assertConforms(document);
    assertConforms(JSON.parse(JSON.stringify(document)));
  });
}

test('the schema rejects what is not such a document', () => {
  const document = loadDocument(ratedResult());
  const wrong: readonly Readonly<Record<string, unknown>>[] = [
    { ...document, more: 1 },
    { ...document, valid: 'yes' },
    { ...document, requests: { total: 1 } },
    { ...document, latency_ms: { p50: 67 } },
    { ...document, statuses: { '200': 0.5 } },
    { ...document, timeline: [{ at_s: 0 }] },
    { ...document, verdicts: [{ id: 'x' }] },
    { ...document, comparison: { verdict: 'better' } },
    Object.fromEntries(Object.entries(document).filter(([key]) => key !== 'histogram')),
  ];
  for (const one of wrong) assert.throws(() => assertConforms(one), assert.AssertionError);
});

test('figures are milliseconds, seconds and counts, and names stay what they are', () => {
  assert.partialDeepStrictEqual(loadDocument(plainResult()), {
    duration_s: 30.001_3,
    requests: { total: 15_247, ok: 15_102, failed: 145, per_second: 508.2 },
    latency_ms: { min: 12, max: 1247, p50: 66.976, p95: 197.952, p99: 423.04 },
    errors: { 'connection timeout': 89, 'HTTP 503': 56 },
    statuses: { '200': 15_102, '503': 56 },
    verdicts: [{ evidence: { p99_ms: 423.1, target_ms: 200, requests: 15_247 } }],
    recommendations: ['Consider: connection pooling, query optimization, or horizontal scaling.'],
  });
});

test('corrected figures are there with a rate only, and histograms can be read back', () => {
  const plain = loadDocument(plainResult());
  assert.ok(!('latency_corrected_ms' in plain) && !('histogram_corrected' in plain));
  const result = ratedResult();
  const { histogram_corrected: encoded } = loadDocument(result);
  assert.ok(typeof encoded === 'string');
  const corrected = decodeHistogram(encoded);
  assert.equal(corrected.count, result.latencyCorrected?.count);
  assert.equal(corrected.quantileUs(0.99), result.latencyCorrected?.quantileUs(0.99));
});

test('what JSON cannot say is null: no requests, open intervals', () => {
  assert.partialDeepStrictEqual(loadDocument(emptyResult()), {
    latency_ms: { min: null, p50: null, max: null },
    phases_ms: { tls: { max: null } },
  });
  assert.partialDeepStrictEqual(loadDocument(baselineResult()), {
    comparison: {
      latency: { p50: { decides_after_s: 252 }, p99: { ci95: [0, null] } },
      errors: { difference: 0 },
    },
  });
});
