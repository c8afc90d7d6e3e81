import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limitResult } from '../../../../test/support/load-results.ts';
import { measurement } from '../../../../test/support/measurements.ts';
import { figure, findingOf, staysSilent } from '../../../../test/support/verdicts.ts';
import { faultNames } from '../../../http/fault.ts';
import type { Measurement } from '../verdict.ts';
import { errors } from './verdict.ts';

function failing(...list: readonly (readonly [name: string, count: number])[]): Measurement {
  const { requests, ...result } = measurement({ seconds: 1 });
  return { ...result, requests: { ...requests, total: 10_000 }, errors: list };
}

test('names the kinds with their counts, and their share of all requests', () => {
  const finding = findingOf(errors, failing(['HTTP 503', 120], ['connection reset', 30]));
  assert.equal(finding.title, '1.5% of requests failed: HTTP 503 (120), connection reset (30).');
  assert.equal(finding.severity, 'error');
  assert.equal(figure(finding, 'failed_share'), 0.015);
  assert.equal(figure(finding, 'http_503'), 120);
  assert.equal(figure(finding, 'connection_reset'), 30);
});

test('a long list ends', () => {
  const { title } = findingOf(
    errors,
    failing(['HTTP 500', 9], ['HTTP 502', 5], ['HTTP 503', 4], ['TLS error', 2], ['HTTP 404', 1]),
  );
  assert.match(title, /HTTP 503 \(4\) and 2 other kinds \(3\)\.$/);
});

test('fewer than one in a hundred are a warning; in a search for the limit they are meant to come', () => {
  assert.equal(findingOf(errors, failing(['HTTP 500', 99])).severity, 'warning');
  assert.equal(findingOf(errors, failing(['HTTP 500', 100])).severity, 'error');
  const search = { ...failing(['HTTP 500', 100]), limit: limitResult().limit };
  assert.equal(findingOf(errors, search).severity, 'info');
});

test('what other verdicts are about is not counted', () => {
  staysSilent(errors, failing());
  staysSilent(errors, failing(['response timeout', 500], ['HTTP 429', 90], ['never sent', 5]));
  const mixed = findingOf(errors, failing(['response timeout', 500], ['HTTP 404', 90]));
  assert.equal(figure(mixed, 'failed'), 90);
});

test('every way to fail has advice of its own, or a verdict of its own', () => {
  const names = [
    ...faultNames.slice(1),
    'HTTP 500',
    'HTTP 503',
    'HTTP 401',
    'HTTP 404',
    'HTTP 422',
  ];
  const general = findingOf(errors, failing(['something new', 5])).fix;
  const others = ['connection timeout', 'first byte timeout', 'response timeout'];
  for (const name of names) {
    if (others.includes(name) || /at the end$|^never sent$/.test(name)) continue;
    assert.notEqual(findingOf(errors, failing([name, 5])).fix, general, name);
  }
});

const fixOf = (name: string): string =>
  findingOf(errors, failing([name, 5], ['TLS error', 1])).fix ?? '';

test('the advice fits what dominates', () => {
  assert.match(fixOf('HTTP 500'), /log of the server/);
  assert.match(fixOf('HTTP 502'), /stands before the application/);
  assert.match(fixOf('HTTP 401'), /credentials/);
  assert.match(fixOf('HTTP 200'), /the status that was expected/);
  assert.match(fixOf('connection reset'), /keep-alive timeout/);
  assert.match(fixOf('truncated response'), /Content-Length/);
  assert.match(fixOf('too many open files'), /ulimit -n/);
  assert.match(fixOf('no free local port'), /ip_local_port_range/);
});
