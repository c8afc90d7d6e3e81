import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { readZigZag, writeZigZag } from './zigzag.ts';

function written(...values: readonly number[]): Uint8Array {
  const bytes: number[] = [];
  for (const value of values) writeZigZag(value, bytes);
  return Uint8Array.from(bytes);
}

test('small numbers take a byte, whatever their sign', () => {
  assert.deepEqual([...written(0, -1, 1, -2, 63, -64)], [0, 1, 2, 3, 126, 127]);
  assert.deepEqual([...written(64)], [0x80, 0x01]);
});

const numbers = fc.integer({ min: -(2 ** 52), max: Number.MAX_SAFE_INTEGER });

test('all numbers come back', () => {
  fc.assert(
    fc.property(fc.array(numbers), (values) => {
      const reader = readZigZag(written(...values));
      const read: (number | undefined)[] = [];
      while (!reader.done) read.push(reader.next());
      assert.deepEqual(read, values);
    }),
  );
});

test('a number that ends too early or is too large is none', () => {
  assert.equal(readZigZag(Uint8Array.of(0x80)).next(), undefined);
  assert.equal(readZigZag(new Uint8Array(9).fill(0xff)).next(), undefined);
});

test('nine bytes are the longest number: the ninth has eight bits', () => {
  const reader = readZigZag(Uint8Array.of(0x84, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00, 2));
  assert.equal(reader.next(), 2);
  assert.equal(reader.next(), 1);
  assert.equal(reader.done, true);
});
