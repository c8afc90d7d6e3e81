import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  comparisonResult,
  emptyResult,
  invalidResult,
  plainResult,
} from '../../test/support/load-results.ts';
import type { ComparedFigure } from './comparison.ts';
import type { LoadResult } from './load-result.ts';
import { objectionsOf } from './objections.ts';

const noLimit = { regressionMax: undefined };
const met = { text: 'p99<1s', passed: true, actual: 'p99 = 10 ms' };
const broken = { text: 'p99<1s', passed: false, actual: 'p99 = 2 s' };

function failing(errors: LoadResult['errors'], statuses: LoadResult['statuses'] = []): LoadResult {
  const [[, count] = ['', 0]] = errors;
  return {
    ...plainResult(),
    thresholds: [],
    expectations: [],
    requests: { ...plainResult().requests, total: count, ok: 0, failed: count },
    errors,
    statuses,
  };
}

test('a run with some failures and no conditions is no failure', () => {
  const result = { ...plainResult(), thresholds: [], expectations: [] };
  assert.deepEqual(objectionsOf(result, noLimit), { exit: 0, reasons: [] });
});

test('a threshold that is not met: exit 1, and its figure', () => {
  const { exit, reasons } = objectionsOf({ ...plainResult(), thresholds: [met, broken] }, noLimit);
  assert.equal(exit, 1);
  assert.deepEqual(reasons, ['The threshold p99<1s was not met: p99 = 2 s.']);
});

test('an expectation that is not met: exit 1, and what came instead', () => {
  const expectations = [
    { name: 'status 200', passed: false, detail: '3 of 5 were answered as expected.' },
  ];
  const { exit, reasons } = objectionsOf(
    { ...plainResult(), thresholds: [], expectations },
    noLimit,
  );
  assert.equal(exit, 1);
  assert.match(reasons.join(), /status 200.*3 of 5/);
});

test('nobody answered: exit 3, and why', () => {
  const { exit, reasons } = objectionsOf(failing([['connection refused', 50]]), noLimit);
  assert.deepEqual(
    [exit, reasons],
    [3, ['Not one of 50 requests was answered: connection refused.']],
  );
});

test('nobody answered, and thresholds are broken as well: it is the former that matters', () => {
  const result = { ...failing([['connection refused', 50]]), thresholds: [broken] };
  assert.equal(objectionsOf(result, noLimit).exit, 3);
});

test('all answers were errors: exit 1', () => {
  const { exit, reasons } = objectionsOf(failing([['HTTP 500', 50]], [[500, 50]]), noLimit);
  assert.deepEqual([exit, reasons], [1, ['Not one of 50 requests succeeded: HTTP 500.']]);
});

test('all answers were errors, as expected: exit 0', () => {
  const result = failing([['HTTP 500', 50]], [[500, 50]]);
  const expectations = [{ name: 'status 500', passed: true, detail: 'All 50 requests.' }];
  assert.equal(objectionsOf({ ...result, expectations }, noLimit).exit, 0);
});

test('a run that was interrupted before anything was answered is not the server’s fault', () => {
  const result = { ...failing([['unfinished at the end', 3]]), interrupted: true };
  assert.notEqual(objectionsOf(result, noLimit).exit, 3);
});

test('a run of nothing has shown nothing, unless it was interrupted', () => {
  const { exit, reasons } = objectionsOf(emptyResult(), noLimit);
  assert.deepEqual([exit, reasons], [1, ['Not one request was sent.']]);
  assert.equal(objectionsOf({ ...emptyResult(), interrupted: true }, noLimit).exit, 0);
});

test('what an invalid measurement says about time proves nothing; about errors it does', () => {
  const errors = { text: 'Errors<1%', passed: true, actual: 'errors = 0 %' };
  const base = { ...invalidResult(), expectations: [] };
  const { exit, reasons } = objectionsOf({ ...base, thresholds: [met, errors] }, noLimit);
  assert.equal(exit, 1);
  assert.match(reasons.join('\n'), /not valid.*p99<1s/);
  assert.doesNotMatch(reasons.join('\n'), /Errors/);
  assert.equal(objectionsOf({ ...base, thresholds: [errors] }, noLimit).exit, 0);
  assert.equal(objectionsOf({ ...base, thresholds: [] }, noLimit).exit, 0);
});

function compared(
  figure: Partial<ComparedFigure>,
  throughput: Partial<ComparedFigure> = {},
): LoadResult {
  const result = comparisonResult();
  const { comparison } = result;
  assert.ok(comparison);
  const same: ComparedFigure = {
    a: 10,
    b: 10,
    ratio: 1,
    ci95: [0.99, 1.01],
    p: 0.5,
    verdict: 'equivalent',
    decidesAfterMs: undefined,
  };
  const latency = { p50: same, p90: same, p95: { ...same, ...figure }, p99: same };
  return {
    ...result,
    thresholds: [],
    expectations: [],
    comparison: { ...comparison, latency, throughput: { ...same, ...throughput } },
  };
}

const slower = { ratio: 1.2, ci95: [1.15, 1.25], verdict: 'slower' } as const;
const fewer = { ratio: 0.8, ci95: [0.78, 0.83], verdict: 'slower' } as const;

test('a regression beyond the limit: exit 1, with the figures that got worse', () => {
  const { exit, reasons } = objectionsOf(compared(slower, fewer), { regressionMax: 0.1 });
  assert.equal(exit, 1);
  assert.deepEqual(reasons, [
    'p95 is worse by more than 10 %.',
    'throughput is worse by more than 10 %.',
  ]);
});

test('a regression that may be within the limit, and one that nobody asked about: exit 0', () => {
  assert.equal(objectionsOf(compared(slower), { regressionMax: 0.16 }).exit, 0);
  assert.equal(objectionsOf(compared(slower, fewer), noLimit).exit, 0);
  assert.equal(
    objectionsOf(compared({ ...slower, verdict: 'undecided' }), { regressionMax: 0.1 }).exit,
    0,
  );
  assert.equal(
    objectionsOf(compared({}, { ...fewer, ci95: [0.78, 0.95] }), { regressionMax: 0.1 }).exit,
    0,
  );
});
