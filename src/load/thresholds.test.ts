import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Histogram } from '../http/histogram.ts';
import { checkThreshold, isAboutTime, parseThreshold, type ThresholdInput } from './thresholds.ts';

/** 100 latencies of 1 to 100 ms, half of the requests failed. */
function run(changes: Partial<ThresholdInput> = {}): ThresholdInput {
  const latency = new Histogram();
  for (let ms = 1; ms <= 100; ms += 1) latency.record(ms * 1000);
  const requests = {
    total: 200,
    ok: 100,
    failed: 100,
    perSecond: 512.34,
    scheduled: 200,
    sent: 200,
    unsent: 0,
    unfinished: 0,
  };
  return { latency, latencyCorrected: undefined, requests, ...changes };
}

const verdicts: readonly (readonly [text: string, passed: boolean, actual: RegExp])[] = [
  ['p50<60ms', true, /^p50 = 50(\.\d)? ms$/],
  ['p50<40ms', false, /^p50 = /],
  ['p99<1s', true, /^p99 = 99(\.\d)? ms$/],
  ['p99.9<=101ms', true, /^p99\.9 = 100(\.\d)? ms$/],
  [' P95 < 100 ', true, /^p95 = /],
  ['p99<90', false, /^p99 = /],
  ['avg<51ms', true, /^avg = 50\.5 ms$/],
  ['mean<50ms', false, /^avg = 50\.5 ms$/],
  ['min>=1ms', true, /^min = 1 ms$/],
  ['min>1ms', false, /^min = 1 ms$/],
  ['max<=100ms', true, /^max = 100 ms$/],
  ['max<100ms', false, /^max = 100 ms$/],
  ['errors<1%', false, /^errors = 50 %$/],
  ['errors<=50%', true, /^errors = 50 %$/],
  ['errors < 0.5', false, /^errors = 50 %$/],
  ['ERRORS<60 %', true, /^errors = 50 %$/],
  ['rps>500', true, /^rps = 512\.3\/s$/],
  ['rps>500/s', true, /^rps = 512\.3\/s$/],
  ['rps>=512.34', true, /^rps = /],
  ['rps>513', false, /^rps = /],
  ['p50<1m', true, /^p50 = /],
];

for (const [text, passed, actual] of verdicts) {
  test(`${text} is ${passed ? 'met' : 'not met'}`, () => {
    const result = checkThreshold(parseThreshold(text), run());
    assert.equal(result.passed, passed);
    assert.match(result.actual, actual);
    assert.equal(result.text, text);
  });
}

const wrong: readonly string[] = [
  '',
  'p99',
  'p99<',
  '<200ms',
  'p99=200ms',
  'p99==200ms',
  'p99<fast',
  'p0<1ms',
  'p100<1ms',
  'p99<-1ms',
  'p<1ms',
  'p999<1ms',
  'latency<1ms',
  'errors<200%',
  'errors<-1%',
  'errors<1ms',
  'rps>fast',
  'rps>1e999',
  'p99<200ms x',
  'p99<1..5ms',
  'rps>1.2.3',
  'errors<1.2.3%',
  'p99>=',
  'p99 200ms',
];

for (const text of wrong) {
  test(`"${text}" is no threshold, and the message shows what is`, () => {
    assert.throws(
      () => parseThreshold(text),
      (error) =>
        error instanceof Error && 'hint' in error && String(error.hint).includes('p99<200ms'),
    );
  });
}

test('with a rate, latency is the corrected one', () => {
  const latencyCorrected = new Histogram();
  latencyCorrected.record(5_000_000);
  assert.equal(checkThreshold(parseThreshold('p50<1s'), run({ latencyCorrected })).passed, false);
});

test('where nothing was measured, nothing is proven', () => {
  const none = run({
    latency: new Histogram(),
    requests: { ...run().requests, total: 0, failed: 0, perSecond: 0 },
  });
  for (const text of ['p99<1s', 'avg<1s', 'min>0ms', 'max<1h', 'errors<1%', 'errors>=0']) {
    const { passed, actual } = checkThreshold(parseThreshold(text), none);
    assert.deepEqual([passed, actual.endsWith('nothing was measured')], [false, true], text);
  }
});

test('only the share of errors says nothing about time', () => {
  const about = ['p99<1s', 'avg<1s', 'rps>1', 'errors<1%'].map((text) =>
    isAboutTime(parseThreshold(text)),
  );
  assert.deepEqual(about, [true, true, true, false]);
});
