import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  baselineResult,
  comparisonResult,
  invalidResult,
  plainResult,
} from '../../../test/support/load-results.ts';
import type { LoadResult } from '../load-result.ts';
import { loadGithub } from './github.ts';
import { loadJunit } from './junit.ts';

test('generator, thresholds and expectations are test cases', () => {
  const xml = loadJunit(invalidResult());
  assert.match(xml, /tests="4" failures="3" errors="0" skipped="0" time="12\.340"/);
  assert.match(xml, /name="generator valid"[^>]*><failure message="The busiest worker was busy/);
  assert.match(
    xml,
    /name="p95&lt;20ms" classname="trivet load threshold"><system-out>p95 = 9\.64 ms</,
  );
  assert.match(xml, /name="p99&lt;200ms"[^>]*><failure message="p99 = 603 ms"/);
  assert.match(xml, /classname="trivet load expectation"><failure message="3 responses had/);
});

test('a slower target fails, an undecided one is skipped, an equivalent one passes', () => {
  const cases: readonly (readonly [LoadResult, RegExp])[] = [
    [comparisonResult(), /<failure message="B \(\S+\) is slower than A \(\S+\): p50 \+4\.8 %/],
    [
      baselineResult(),
      /<skipped message="It is undecided whether B \(\S+\) is slower than the baseline A/,
    ],
    [withVerdict('equivalent'), /<system-out>B \(\S+\) is equivalent to A/],
  ];
  for (const [result, pattern] of cases) assert.match(loadJunit(result), pattern);
});

test('GitHub is told of what failed and of what is undecided, and of nothing else', () => {
  assert.equal(loadGithub(plainResult()), '');
  assert.equal(loadGithub(withVerdict('faster')), '');
  assert.deepEqual(
    loadGithub(invalidResult())
      .trimEnd()
      .split('\n')
      .map((line) => line.split('::')[1]),
    [
      'error title=Load test%3A not valid',
      'error title=Load test%3A p99<200ms failed',
      'error title=Load test%3A expectation status 200%2C201%2C404 failed',
    ],
  );
  assert.match(loadGithub(comparisonResult()), /^::error title=Load test%3A slower::B \(.*\n$/);
  assert.match(
    loadGithub(baselineResult()),
    /^::warning title=Load test%3A undecided::It is .*\n$/,
  );
});

function withVerdict(verdict: 'equivalent' | 'faster'): LoadResult {
  const result = comparisonResult();
  return { ...result, comparison: result.comparison && { ...result.comparison, verdict } };
}
