import assert from 'node:assert/strict';
import { test } from 'node:test';
import { baselineResult, comparisonResult } from '../../../test/support/load-results.ts';
import type { Comparison } from '../comparison.ts';
import { comparisonSentence, moreTimeSentence } from './comparison-words.ts';

const slower = comparisonOf(comparisonResult());
const undecided = comparisonOf(baselineResult());

test('the sentence names both, the verdict, and the figures that it rests on', () => {
  assert.equal(
    comparisonSentence(slower),
    'B (https://api.example.com/v2/users) is slower than A (https://api.example.com/v1/users): ' +
      'p50 +4.8 % [95 % CI +4.3 % … +5.3 %], p90 +4.7 % [95 % CI +3.1 % … +6.4 %]',
  );
  assert.match(
    comparisonSentence({ ...slower, verdict: 'equivalent' }),
    /^B \(\S+\) is equivalent to A \(\S+\) within ±2 %: p95 \+0\.7 % \[.*\], errors \+0\.02 pp \[95 % CI -0\.04 pp … \+0\.08 pp\]$/,
  );
  assert.match(comparisonSentence({ ...slower, verdict: 'faster' }), / is faster than A /);
  assert.match(
    comparisonSentence(undecided),
    /^It is undecided whether B .* the baseline A \(main\.json\): p50/,
  );
});

test('what is undecided says how long it takes, roughly', () => {
  assert.equal(
    moreTimeSentence(undecided),
    'A longer run would decide p50 after about 5m, p95 after about 5m (both sides together).',
  );
  assert.match(moreTimeSentence(slower) ?? '', /p99 after about 9m/);
  const { p95 } = slower.latency;
  const decided = { ...slower, latency: { p50: p95, p90: p95, p95, p99: p95 } };
  assert.equal(moreTimeSentence(decided), undefined);
});

test('an interval without ends is unknown, not a number', () => {
  const { p99 } = undecided.latency;
  const only = { ...undecided, latency: { p50: p99, p90: p99, p95: p99, p99 } };
  assert.match(comparisonSentence(only), /p50 ±0\.0 % \[95 % CI unknown\]/);
});

function comparisonOf({ comparison }: { readonly comparison: Comparison | undefined }): Comparison {
  assert.ok(comparison);
  return comparison;
}
