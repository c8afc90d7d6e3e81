import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measurement } from '../../../../test/support/measurements.ts';
import { assertNear, figure, findingOf, staysSilent } from '../../../../test/support/verdicts.ts';
import type { Measurement } from '../verdict.ts';
import { timeouts } from './verdict.ts';

/** One request in `every` waits for `waitedMs` in vain. */
function waiting(every: number, fault: string, waitedMs: number): Measurement {
  let nth = 0;
  let last = 200;
  return measurement({
    fault,
    status: () => (last = (nth += 1) % every === 0 ? 0 : 200),
    latencyMs: (random) => (last === 0 ? waitedMs : 20 + random() * 10),
  });
}

test('says how many waited, for what, how long, and that it is part of the percentiles', () => {
  const finding = findingOf(timeouts, waiting(50, 'response timeout', 10_000));
  assert.match(
    finding.title,
    /^2\.0% of requests got no answer in time: response timeout \(\d+\), after 10s \(median\), which the percentiles include\.$/,
  );
  assert.equal(finding.severity, 'error');
  assertNear(figure(finding, 'waited_p50_ms'), 10_000, 0.001);
  assert.equal(figure(finding, 'timeout_ms'), 10_000);
  assert.match(finding.fix ?? '', /handlers wait for/);
});

test('connections time out for other reasons than responses', () => {
  const finding = findingOf(timeouts, waiting(500, 'connection timeout', 5000));
  assert.equal(finding.severity, 'warning');
  assert.match(finding.fix ?? '', /somaxconn/);
});

test('other failures are none, and without failures there is nothing to say', () => {
  staysSilent(timeouts, waiting(50, 'connection reset', 100));
  staysSilent(timeouts, measurement());
});

test('requests that Ctrl-C cut short are none, those that nobody answered are', () => {
  const result = waiting(5000, 'unfinished at the end', 5000);
  assert.match(findingOf(timeouts, result).fix ?? '', /last requests waited/);
  staysSilent(timeouts, { ...result, interrupted: true });
});
