import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measurement, times } from '../../../../test/support/measurements.ts';
import { assertNear, figure, findingOf, staysSilent } from '../../../../test/support/verdicts.ts';
import type { Measurement } from '../verdict.ts';
import { connectionChurn } from './verdict.ts';

/** Fifty users whose requests take 60 ms, and connections that take this long to open. */
function reopening(opened: number, openingMs: number, closedIdle = 0): Measurement {
  const { phases, ...result } = measurement();
  const tls = times(opened, openingMs * 0.75);
  const connect = times(opened, openingMs * 0.25);
  return { ...result, phases: { ...phases, connect, tls }, connections: { opened, closedIdle } };
}

test('one connection for each request: says so, and what opening them costs', () => {
  const { requests } = measurement();
  const finding = findingOf(connectionChurn, reopening(requests.sent, 20));
  assert.match(finding.title, /14,929 were opened for 14,929 requests.* took 3\d\.\d% of the time/);
  assert.equal(finding.severity, 'warning');
  assertNear(figure(finding, 'opening_share'), 20 / 62);
  assertNear(figure(finding, 'tls_p50_ms'), 15);
  assert.equal(figure(finding, 'requests_per_connection'), 1);
  assert.match(finding.fix ?? '', /Turn keep-alive on/);
});

test('where opening costs next to nothing it is a note', () => {
  assert.equal(findingOf(connectionChurn, reopening(14_000, 0.4)).severity, 'info');
});

test('connections that are closed while idle need a longer timeout', () => {
  assert.match(findingOf(connectionChurn, reopening(3000, 4, 2900)).fix ?? '', /keepAliveTimeout/);
});

test('with keep-alive there is one for each user; a hundred requests on each are fine as well', () => {
  staysSilent(connectionChurn, reopening(50, 20));
  staysSilent(connectionChurn, reopening(50 + 149, 20));
  staysSilent(connectionChurn, reopening(0, 20));
});

test('so few that they cost nothing are not worth a word', () => {
  const { requests, ...result } = reopening(50 + 19, 20);
  staysSilent(connectionChurn, { ...result, requests: { ...requests, sent: 100 } });
});

test('connections that failed requests took with them are those requests’ verdict', () => {
  const { requests, ...result } = reopening(5000, 20);
  const errors = [['connection reset', 4900]] as const;
  staysSilent(connectionChurn, { ...result, requests, errors });
  findingOf(connectionChurn, { ...result, requests, errors: [['HTTP 500', 4900]] });
});
