import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { allResults, plainResult, ratedResult } from '../../../test/support/load-results.ts';
import { assertConforms } from '../../../test/support/published-schema.ts';
import { TrivetError } from '../../base/errors.ts';
import type { Histogram } from '../../http/histogram.ts';
import type { LoadResult } from '../load-result.ts';
import type { Baseline } from './baseline.ts';
import { baselineDocument } from './baseline-document.ts';
import { readBaseline } from './read-baseline.ts';

const environment = {
  os: 'linux',
  arch: 'x64',
  cpuModel: 'AMD EPYC 7B13',
  cores: 2,
  memoryBytes: 4_134_817_792,
  nodeVersion: '24.21.0',
};

const calibration = { requestsPerCpuSecondBefore: 51_234.5, requestsPerCpuSecondAfter: 49_876 };

function documentOf(result: LoadResult): Readonly<Record<string, unknown>> {
  return baselineDocument(result, environment, calibration);
}

const plain = plainResult();
const plainText = JSON.stringify(documentOf(plain));

function written(result: LoadResult): Baseline {
  return readBaseline(JSON.stringify(documentOf(result)), 'main.json');
}

function bucketsOf(histogram: Histogram): unknown {
  return [...histogram.buckets()];
}

for (const [name, make] of allResults) {
  // Made for reports: no run has so many rows.
  if (name === 'long') continue;
  test(`the document of a result conforms to its published schema: ${name}`, () => {
    const document = documentOf(make());
    assertConforms(document);
    assert.equal(Object.keys(document)[0], 'schema');
  });
}

for (const [name, make] of [
  ['of the closed model', plainResult],
  ['of the open model, with a mix', ratedResult],
] as const) {
  test(`what is written comes back: a run ${name}`, () => {
    const result = make();
    const baseline = written(result);
    assert.equal(baseline.name, 'main.json');
    assert.equal(baseline.created, result.startedAt);
    assert.equal(baseline.target, result.target);
    assert.deepEqual(baseline.config, result.config);
    assert.deepEqual(baseline.environment, environment);
    assert.deepEqual(baseline.calibration, calibration);
    const { total, ok, failed } = result.requests;
    assert.deepEqual(baseline.totals, { durationMs: result.durationMs, total, ok, failed });
    assert.equal(baseline.rows.length, result.timeline.length);
    for (const [index, row] of baseline.rows.entries()) {
      const { latency, ...counts } = row;
      assert.partialDeepStrictEqual(result.timeline[index], counts);
      assert.deepEqual(bucketsOf(latency), bucketsOf(result.timeline[index]?.latency ?? latency));
    }
  });
}

test('durations are exact to the microsecond, though files have seconds', () => {
  const times = fc.integer({ min: 0, max: 86_400_000_000 }).map((us) => us / 1000);
  fc.assert(
    fc.property(times, (durationMs) => {
      const config = { ...plain.config, timeoutMs: durationMs };
      const { config: read } = written({ ...plain, config, timeline: [] });
      assert.equal(read.timeoutMs, durationMs);
    }),
  );
});

test('a file takes some kilobytes for each row', () => {
  assert.ok(plainText.length < 5000 * plain.timeline.length, `${plainText.length}`);
});

/** The error that reading a text gives; its message is about this file and its hint says what to do. */
function refusal(text: string): TrivetError {
  try {
    readBaseline(text, 'main.json');
  } catch (error) {
    assert.ok(error instanceof TrivetError, String(error));
    assert.match(error.message, /main\.json.*\.$/);
    assert.match(error.hint ?? '', /--save/);
    return error;
  }
  return assert.fail('It was read.');
}

/** A good document in which one member is another. */
function changed(place: string, value: unknown): string {
  const document: unknown = JSON.parse(plainText);
  const names = place.split('.');
  let target = document;
  for (const name of names.slice(0, -1)) target = Reflect.get(Object(target), name);
  Reflect.set(Object(target), names.at(-1) ?? '', value);
  return JSON.stringify(document);
}

const broken: readonly (readonly [what: string, text: string, message: RegExp])[] = [
  ['nothing', '', /not JSON/],
  ['half of a file', changed('target', 'x').slice(0, 5000), /not JSON/],
  ['brackets without end', '['.repeat(100_000), /not JSON/],
  ['a list', '[]', /not an object/],
  ['null', 'null', /not an object/],
  ['another document', '{"schema":"trivet.load/1"}', /^main\.json is not a baseline/],
  ['a later version', '{"schema":"trivet.load-baseline/2"}', /another version/],
  ['no rows', changed('rows', undefined), /^rows in main\.json is not a list/],
  ['rows by the thousand', changed('rows', Array.from({ length: 1001 })), /at most 1000/],
  ['a row that is none', changed('rows.3', 7), /^rows\[3\] in main\.json is not an object/],
  [
    'a histogram that is none',
    changed('rows.3.histogram', 'AAAA'),
    /^rows\[3\]\.histogram in main/,
  ],
  ['a histogram of another type', changed('rows.0.histogram', 5), /cannot be read/],
  ['a sum that is none', changed('rows.2.ok', 0), /^rows\[2\]\.total in .* sum of ok and failed/],
  ['a negative count', changed('totals.failed', -1), /^totals\.failed in main\.json is not/],
  ['half a request', changed('totals.failed', 0.5), /whole number/],
  ['a text for a number', changed('config.concurrency', '50'), /^config\.concurrency in/],
  ['an unknown choice', changed('config.http', '3'), /not one of 1\.1, 2/],
  ['a seed that is none', changed('config.seed', null), /^config\.seed in .* whole number/],
  ['no date', changed('created', 'yesterday'), /^created in .* a date/],
  ['an endless text', changed('target', 'x'.repeat(20_000)), /^target in .* a text/],
  ['no speed', changed('calibration.requests_per_cpu_second.after', 0), /more than 0/],
  ['a machine without cores', changed('environment.cores', undefined), /^environment\.cores/],
];

for (const [what, text, message] of broken) {
  test(`refused with what to do next: ${what}`, () => {
    const error = refusal(text);
    assert.equal(error.code, 'INPUT_INVALID');
    assert.match(error.message, message);
  });
}

test('numbers that JSON can write and nothing can hold are refused', () => {
  const text = changed('config.rate', 1234.5).replace('1234.5', '1e999');
  assert.match(refusal(text).message, /^config\.rate in main\.json is not a number/);
});

test('a file of more than 32 MiB is not read at all', () => {
  assert.equal(refusal(' '.repeat(32 * 1024 * 1024 + 1)).code, 'INPUT_TOO_LARGE');
});

test('members of objects are their own: what every object inherits is none', () => {
  assert.match(
    refusal('{"schema":"trivet.load-baseline/1","__proto__":{"created":"2026-01-01"}}').message,
    /^created in/,
  );
});

test('documents changed at random are read or refused with what to do next', () => {
  const text = JSON.stringify(documentOf({ ...plain, timeline: plain.timeline.slice(0, 2) }));
  const pieces = fc.constantFrom(
    '',
    '0',
    '-1',
    'null',
    '"',
    '{',
    '[',
    ']',
    '}',
    ',',
    '1e9',
    'true',
  );
  const edit = fc.tuple(fc.nat(text.length), fc.nat(9), pieces);
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
      const result = edits.reduce(
        (now, [at, length, piece]) => now.slice(0, at) + piece + now.slice(at + length),
        text,
      );
      try {
        readBaseline(result, 'main.json');
      } catch {
        refusal(result);
      }
    }),
    { numRuns: 300 },
  );
});
