import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  allResults,
  baselineResult,
  comparisonResult,
  hostileResult,
  invalidResult,
  limitResult,
  plainResult,
  rateLimitResult,
  ratedResult,
} from '../../../test/support/load-results.ts';
import { plainStyle } from '../../report/style.ts';
import { loadText } from './text.ts';

test('a plain run is the documented report, to the letter', () => {
  assert.equal(
    loadText(plainResult(), plainStyle),
    `=== Load Test Results ===
Target: https://api.example.com/users
Duration: 30s | Concurrency: 50

THROUGHPUT:
  Total requests: 15,247
  Requests/sec: 508.2
  Successful: 15,102 (99.0%)
  Failed: 145 (1.0%)

LATENCY (ms):
  Min: 12
  Avg: 89
  P50: 67
  P95: 198
  P99: 423
  Max: 1,247

ERRORS:
  Connection timeout: 89
  HTTP 503: 56

RECOMMENDATION: P99 latency (423ms) exceeds 200ms target.
Consider: connection pooling, query optimization, or horizontal scaling.
`,
  );
});

test('with a rate, latency has two columns, and the text says which is which', () => {
  const text = loadText(ratedResult(), plainStyle);
  assert.match(text, /^LATENCY \(ms\): {3}from due time {3}from sending$/m);
  assert.match(text, /^ {2}P99: +603 +11\.7$/m);
  assert.match(text, /^ {2}From due time: .+\n {2}From sending: .+$/m);
});

test('a run that is not valid says so below its header, in bold red, with all reasons', () => {
  const marked = loadText(invalidResult(), (format, text) => `<${format}>${text}</${format}>`);
  assert.match(
    marked,
    /\| Rate: 500\/s\n<bold><red>NOT VALID: The busiest .*<\/red><\/bold>\n<bold><red> +Only 71%/,
  );
  assert.match(marked, /Interrupted after 12\.3s of 1m/);
});

test('a comparison names both sides, tells each figure, and judges in a sentence', () => {
  const text = loadText(comparisonResult(), plainStyle);
  assert.match(text, /^ {2}A: https:\/\/api\.example\.com\/v1\/users$/m);
  assert.match(text, /^ {2}p50 \(ms\) +67 +70\.2 +\+4\.8 % +\+4\.3 % … \+5\.3 % +slower$/m);
  assert.match(text, /^ {2}throughput .* slower\n {2}errors .* equivalent$/m);
  assert.match(text, /^B \(\S+v2\/users\) is slower than A \(\S+v1\/users\): p50 \+4\.8 % \[95 %/m);
  assert.match(text, /would decide p99 after about 9m/);
});

test('a comparison with a baseline says what it is and why that is weaker', () => {
  const text = loadText(baselineResult(), plainStyle);
  assert.match(text, /^COMPARISON WITH BASELINE:/m);
  assert.match(text, /^It is undecided whether .* the baseline A \(main\.json\)/m);
  assert.match(text, /^Note: The baseline was measured at another time/m);
  assert.match(text, /p99 \(ms\).* unknown +undecided$/m);
});

test('a rate limit is told as observed and as advertised', () => {
  const text = loadText(rateLimitResult(), plainStyle);
  assert.match(text, /^ {2}Observed: 100 requests per 1m \(fixed window\)$/m);
  assert.match(text, /^ {2}Advertised: 120 requests per 1m \(RateLimit-Limit\)$/m);
  assert.match(text, /^ {2}HTTP 429: 15,147$/m);
});

test('the search for a limit shows its steps, what held and where it bends', () => {
  const text = loadText(limitResult(), plainStyle);
  assert.match(text, /^ {2}Held: 800 requests\/sec\n {2}Knee: 600 requests\/sec/m);
  assert.match(text, /^ +900 +871\.4 +48 +1,220 +2\.1% +broken$/m);
});

test('nothing in a name reaches the terminal as anything but text on its line', () => {
  const text = loadText(hostileResult(), plainStyle);
  // oxlint-disable-next-line no-control-regex
  assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u202e]|^::error/m);
});

test('no result makes a figure that is none', () => {
  for (const [name, make] of allResults) {
    assert.doesNotMatch(loadText(make(), plainStyle), /NaN|Infinity|undefined|null/, name);
  }
});
