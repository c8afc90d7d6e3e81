import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  allResults,
  baselineResult,
  comparisonResult,
  hostileResult,
  invalidResult,
  limitResult,
  longResult,
  plainResult,
  rateLimitResult,
  ratedResult,
} from '../../../test/support/load-results.ts';
import { assertWellFormed } from '../../../test/support/well-formed.ts';
import type { LoadResult } from '../load-result.ts';
import { loadHtml } from './html.ts';

const sizeMax = 150_000;
const htmlOf = (result: LoadResult): string => loadHtml(result, { version: '1.2.3' });

for (const [name, make] of allResults) {
  test(`the page of the ${name} result is well-formed, small, and stands alone`, () => {
    const page = htmlOf(make());
    assertWellFormed(page);
    assert.ok(Buffer.byteLength(page) < sizeMax, `${Buffer.byteLength(page)} bytes`);
    assert.doesNotMatch(page, /<script|<link|<iframe|<img|@import|url\(|\s(?:src|href|on\w+)=/i);
    assert.match(page, /content="default-src 'none'/);
    assert.doesNotMatch(page, /NaN|Infinity|undefined|\[object/);
  });
}

test('every drawing has a name and a description', () => {
  const page = htmlOf(ratedResult());
  const drawings = page.match(/<svg[^>]*role="img"[^>]*>\s*<title>[^<]+<\/title>\s*<desc>[^<]+/g);
  assert.equal(drawings?.length, 6);
  assert.match(page, /<desc>from due time: p50 4\.14 ms, .*from sending: p50 .*<\/desc>/);
});

test('no text that strangers chose is markup, and secrets are not in it', () => {
  const page = htmlOf(hostileResult());
  assert.match(page, /&quot;&#39;&gt;&lt;script&gt;alert\(1\)/);
  for (const out of ['hunter2', '\u{1b}', '\u{202e}']) assert.ok(!page.includes(out));
  assert.match(page, /<title>Load test of https:\/\/evil\.example\/\?token=\*\*\*/);
});

test('a run that is not valid, or not whole, says so before any figure', () => {
  const page = htmlOf(invalidResult());
  const [banner = '', rest = ''] = page.split('<dl class="keys">');
  assert.match(banner, /role="alert">\s*<h2>NOT VALID<\/h2>/);
  assert.match(banner, /Only 71% of the requests that were due were sent\./);
  assert.match(banner, /<h2>Interrupted<\/h2>\s*<p>The run was ended after 12\.3s of 1m\./);
  assert.ok(rest.length > 0);
  assert.doesNotMatch(htmlOf(plainResult()), /role="alert"/);
});

test('a comparison has its sentence, a row for each figure on one plot, and both distributions', () => {
  const page = htmlOf(comparisonResult());
  assert.match(page, /class="verdict">B \(\S+v2\/users\) is slower than A \(\S+v1\/users\): p50/);
  assert.equal(page.match(/<svg class="forest"[^>]*role="img"/g)?.length, 5);
  assert.match(page, /<title>p50: \+4\.8 %, 95 % confidence interval \+4\.3 % … \+5\.3 %<\/title>/);
  assert.match(page, /Both by percentile/);
  assert.match(page, /Both distributions/);
  assert.match(htmlOf(baselineResult()), /Comparison with baseline:\s*<span[^>]*>undecided</);
});

test('limits, of load and of rate, are told where they were looked for', () => {
  assert.match(htmlOf(limitResult()), /Limit:\s*800 requests\/s held/);
  assert.match(htmlOf(rateLimitResult()), /<dt>observed<\/dt>\s*<dd>100 requests per 1m \(fixed/);
  assert.doesNotMatch(htmlOf(plainResult()), /Limit:|Rate limit|Comparison/);
});

test('it says what was measured and how', () => {
  const rated = htmlOf(ratedResult());
  assert.match(rated, /Open model: 500 requests per second, at random \(Poisson\)/);
  assert.match(rated, /30,000 scheduled = 29,998 sent \+ 2 never sent = 29,995 ok \+ 5 failed/);
  assert.match(htmlOf(plainResult()), /Closed model: each of 50 connections/);
});

test('an hour has few points, each over all requests of its time', () => {
  assert.match(htmlOf(longResult()), /Each point covers about 23s\./);
});

/** Tags nest, attributes are quoted, and nothing else has an angle bracket. */
