import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { DueQueue } from './due-queue.ts';

test('it is a queue: what an array does, whatever is pushed and shifted', () => {
  const pushes = fc.array(fc.double({ noNaN: true }), { maxLength: 3000 });
  const shifts = fc.nat({ max: 3000 });
  fc.assert(
    fc.property(fc.array(fc.tuple(pushes, shifts), { maxLength: 12 }), (turns) => {
      const queue = new DueQueue();
      const model: number[] = [];
      for (const [times, count] of turns) {
        for (const time of times) {
          assert.equal(queue.push(time), true);
          model.push(time);
        }
        for (let turn = 0; turn < count; turn += 1) {
          assert.equal(queue.shift(), model.shift() ?? Number.NaN);
        }
        assert.equal(queue.length, model.length);
      }
    }),
    { numRuns: 200 },
  );
});

test('it has an end: a million and some, no matter where its first is', () => {
  const queue = new DueQueue();
  for (let turn = 0; turn < 700; turn += 1) queue.push(-1);
  for (let turn = 0; turn < 700; turn += 1) queue.shift();
  let count = 0;
  while (queue.push(count)) count += 1;
  assert.equal(count, 1 << 20);
  assert.equal(queue.length, count);
  for (let expected = 0; expected < count; expected += 1) {
    if (queue.shift() !== expected) assert.fail(`not ${expected}`);
  }
  assert.ok(Number.isNaN(queue.shift()));
  assert.equal(queue.push(1), true);
});
