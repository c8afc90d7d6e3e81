import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planNode } from '../../../../test/support/plans.ts';
import { planSteps } from './plan-steps.ts';

test('the shares of all nodes add up to the whole', () => {
  const plan = planNode('Sort', { 'Total Cost': 100 }, [
    planNode('Seq Scan', { 'Total Cost': 80 }),
  ]);
  const [sort, scan] = planSteps(plan);
  assert.equal(sort?.share, 1);
  assert.equal(sort.ownShare.toFixed(3), '0.200');
  assert.deepEqual([scan?.share, scan?.ownShare, scan?.depth], [0.8, 0.8, 1]);
});

test('the inner side of a nested loop costs as often as the outer side has rows', () => {
  const plan = planNode('Nested Loop', { 'Total Cost': 1000 }, [
    planNode('Seq Scan', { 'Total Cost': 100, 'Plan Rows': 10, 'Parent Relationship': 'Outer' }),
    planNode('Index Scan', { 'Total Cost': 50, 'Parent Relationship': 'Inner' }),
  ]);
  const [, outer, inner] = planSteps(plan);
  assert.deepEqual([outer?.share, outer?.loops], [0.1, 1]);
  assert.deepEqual([inner?.share, inner?.loops], [0.5, 10]);
});

test('what LIMIT ends early costs no more than the whole', () => {
  const plan = planNode('Limit', { 'Total Cost': 5 }, [
    planNode('Seq Scan', { 'Total Cost': 500 }),
  ]);
  assert.deepEqual(
    planSteps(plan).map(({ share, ownShare }) => [share, ownShare]),
    [
      [1, 0],
      [1, 1],
    ],
  );
});
