import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mixOf } from '../../test/support/engine-run.ts';
import { emptyExchange } from '../http/exchange.ts';
import { type FaultName, faultOf } from '../http/fault.ts';
import { Recorder } from './engine/recorder.ts';
import { expectationsOf } from './expectations.ts';
import { Tally } from './tally.ts';

/** Requests that ended so: a status with whether that was fine, or the name of a fault. */
function tallyOf(
  ends: readonly (readonly [status: number, ok: boolean, fault?: FaultName])[],
): Tally {
  const recorder = new Recorder();
  for (const [status, ok, name = 'none'] of ends) {
    const fault = faultOf(name);
    const exchange = { ...emptyExchange(), status, fault: status === 0 ? fault : 0, sentMs: 1 };
    recorder.start();
    recorder.end(0, exchange, fault, ok, Number.NaN);
  }
  const tally = new Tally(['a']);
  tally.add({ ...recorder.snapshot(1), names: undefined, checks: [] }, 0);
  return tally;
}

interface Asked {
  readonly expectStatus?: readonly number[];
  readonly expectBody?: string;
  readonly follow?: number;
}

function expect(
  tally: Tally,
  { expectStatus, expectBody, follow = 0 }: Asked,
): ReturnType<typeof expectationsOf> {
  const traffic = mixOf([{ url: 'http://127.0.0.1/' }], 'mix', { redirectsMax: follow });
  return expectationsOf(
    { expectStatus, expectBody, targets: [{ name: 'x', traffic, origins: [] }] },
    tally,
  );
}

test('nothing was asked for, nothing is said', () => {
  assert.deepEqual(expect(tallyOf([[500, false]]), {}), []);
});

test('every response has the status', () => {
  const [result] = expect(
    tallyOf([
      [400, true],
      [422, true],
    ]),
    { expectStatus: [400, 422] },
  );
  assert.deepEqual(result, {
    name: 'status 400, 422',
    passed: true,
    detail: 'All 2 requests were answered as expected.',
  });
});

test('what came instead is listed: other statuses, and no response', () => {
  const tally = tallyOf([
    [200, true],
    [500, false],
    [500, false],
    [0, false, 'connection reset'],
  ]);
  const [result] = expect(tally, { expectStatus: [200] });
  assert.equal(result?.passed, false);
  assert.equal(
    result?.detail,
    '1 of 4 requests were answered as expected; the others: 2 × 500, 1 × no response.',
  );
});

test('a class of statuses has its usual name', () => {
  const expectStatus = Array.from({ length: 100 }, (_, last) => 200 + last);
  assert.equal(expect(tallyOf([[204, true]]), { expectStatus })[0]?.name, 'status 2xx');
});

test('redirects that are followed are on the way to an answer', () => {
  const tally = tallyOf([
    [302, true],
    [200, true],
    [302, true],
    [200, true],
  ]);
  const [followed] = expect(tally, { expectStatus: [200], follow: 5 });
  assert.deepEqual(
    [followed?.passed, followed?.detail],
    [true, 'All 2 requests were answered as expected.'],
  );
  const [alone] = expect(tally, { expectStatus: [200] });
  assert.equal(alone?.passed, false);
});

test('redirects that lead nowhere, or too far, are no answer', () => {
  const nowhere = expect(
    tallyOf([
      [302, true],
      [302, false],
    ]),
    { expectStatus: [200], follow: 5 },
  )[0];
  assert.deepEqual(
    [nowhere?.passed, nowhere?.detail],
    [false, '0 of 1 requests were answered as expected; the others: 1 × 302.'],
  );
  const far = expect(
    tallyOf([
      [302, true],
      [302, false, 'too many redirects'],
    ]),
    { expectStatus: [200], follow: 1 },
  )[0];
  assert.deepEqual(
    [far?.passed, far?.detail],
    [false, '0 of 1 requests were answered as expected; the others: 1 × too many redirects.'],
  );
});

test('a run of nothing meets nothing', () => {
  const results = expect(tallyOf([]), { expectStatus: [200], expectBody: 'ok' });
  assert.deepEqual(
    results.map(({ passed }) => passed),
    [false, false],
  );
});

test('bodies', () => {
  const fine = expect(
    tallyOf([
      [200, true],
      [200, true],
    ]),
    { expectBody: 'ok' },
  )[0];
  assert.deepEqual([fine?.name, fine?.passed], ['body with ok', true]);
  const wrong = expect(
    tallyOf([
      [200, true],
      [200, false, 'unexpected body'],
    ]),
    { expectBody: 'ok' },
  )[0];
  assert.deepEqual([wrong?.passed, wrong?.detail], [false, '1 of 2 bodies did not hold it.']);
  const missing = expect(
    tallyOf([
      [200, true],
      [0, false, 'connection reset'],
    ]),
    { expectBody: 'ok' },
  )[0];
  assert.equal(missing?.passed, false);
});

test('checks of a scenario', () => {
  const tally = tallyOf([[200, true]]);
  tally.checks = [
    { name: 'logged in', passed: 5, failed: 0 },
    { name: 'fast', passed: 3, failed: 2 },
  ];
  assert.deepEqual(expect(tally, {}), [
    { name: 'check: logged in', passed: true, detail: 'It held 5 of 5 times.' },
    { name: 'check: fast', passed: false, detail: 'It held 3 of 5 times.' },
  ]);
});
