import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rateLimitResult } from '../../../../test/support/load-results.ts';
import { lognormal, measurement } from '../../../../test/support/measurements.ts';
import { assertNear, figure, findingOf, staysSilent } from '../../../../test/support/verdicts.ts';
import type { Measurement } from '../verdict.ts';
import { rateLimited } from './verdict.ts';

function limited(share: number): Measurement {
  let status = 200;
  return measurement({
    status: (random) => (status = random() < share ? 429 : 200),
    latencyMs: (random) => lognormal(random, status === 429 ? 2 : 60, 0.2),
  });
}

test('says what refusals do to the median', () => {
  const finding = findingOf(rateLimited, limited(0.7));
  assert.match(
    finding.title,
    /^(69|70|71)\.\d% of requests were refused by a rate limit \(429\), and pull the median down from [56]\d(\.\d)?ms to 2\.\d+ms\.$/,
  );
  assert.equal(finding.severity, 'error');
  assertNear(figure(finding, 'p50_2xx_ms'), 60);
  assertNear(figure(finding, 'p50_4xx_ms'), 2);
});

test('a few refusals do not move the median, and it does not say so', () => {
  const finding = findingOf(rateLimited, limited(0.005));
  assert.equal(finding.severity, 'warning');
  assert.match(finding.title, /refused by a rate limit \(429\)\.$/);
});

test('below the limit nothing is refused, and other statuses are no limit', () => {
  staysSilent(rateLimited, limited(0));
  staysSilent(rateLimited, measurement({ status: (random) => (random() < 0.3 ? 503 : 200) }));
});

test('a limit that was expected is no failure, so there is nothing to say', () => {
  staysSilent(rateLimited, rateLimitResult());
});
