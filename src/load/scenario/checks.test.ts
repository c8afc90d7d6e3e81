import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Checks, sumChecks } from './checks.ts';
import { checksMax } from './limits.ts';

test('each name has its counts, and a check returns what it is told', () => {
  const checks = new Checks();
  assert.deepEqual(
    [checks.count('a', true), checks.count('a', false), checks.count('b', true)],
    [true, false, true],
  );
  assert.deepEqual(checks.take(), [
    { name: 'a', passed: 1, failed: 1 },
    { name: 'b', passed: 1, failed: 0 },
  ]);
  assert.deepEqual(checks.take(), []);
});

test('names with ids in them share one at some point, and no count is lost', () => {
  const checks = new Checks();
  for (let id = 0; id < 10_000; id += 1) checks.count(`order ${id}`, id % 2 === 0);
  const taken = checks.take();
  assert.ok(taken.length <= checksMax + 1, `${taken.length}`);
  assert.equal(
    taken.reduce((sum, { passed, failed }) => sum + passed + failed, 0),
    10_000,
  );
  assert.ok(taken.some(({ name, failed }) => name === 'other checks' && failed > 4000));
});

test('the counts of workers add up, in the order of their first mention', () => {
  const sum = sumChecks([
    [{ name: 'b', passed: 1, failed: 0 }],
    [
      { name: 'a', passed: 2, failed: 3 },
      { name: 'b', passed: 0, failed: 5 },
    ],
    [],
  ]);
  assert.deepEqual(sum, [
    { name: 'b', passed: 1, failed: 5 },
    { name: 'a', passed: 2, failed: 3 },
  ]);
});
