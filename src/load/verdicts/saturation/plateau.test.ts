import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plateauFrom, type LoadPoint } from './plateau.ts';

const at = (inFlight: number, perSecond: number): LoadPoint => {
  return { inFlight, perSecond, p50Ms: (inFlight / perSecond) * 1000, at: inFlight };
};

test('begins where throughput ends to grow', () => {
  const from = plateauFrom([at(1, 100), at(2, 200), at(4, 390), at(8, 410), at(16, 400)]);
  assert.equal(from?.inFlight, 4);
});

test('needs twice the load, and throughput that stays within a tenth', () => {
  assert.equal(plateauFrom([at(1, 100), at(4, 390), at(7, 400)]), undefined);
  assert.equal(plateauFrom([at(1, 100), at(4, 390), at(8, 430)]), undefined);
  assert.equal(plateauFrom([at(1, 100), at(4, 390), at(8, 429)])?.inFlight, 4);
});

test('a server that answers nothing has no plateau, and neither has one point', () => {
  assert.equal(plateauFrom([at(1, 0), at(2, 0), at(4, 0)]), undefined);
  assert.equal(plateauFrom([at(5, 100)]), undefined);
  assert.equal(plateauFrom([]), undefined);
});
