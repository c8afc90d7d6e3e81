import assert from 'node:assert/strict';
import { test } from 'node:test';
import { derivedSeed, seededRandom } from './random.ts';

function draw(seed: number, count: number): readonly number[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, random);
}

test('a seed gives the same numbers each time, another one others', () => {
  assert.deepEqual(draw(1, 100), draw(1, 100));
  assert.notDeepEqual(draw(1, 3), draw(2, 3));
  assert.deepEqual(
    draw(7, 2).map((value) => Math.floor(value * 1000)),
    [791, 622],
  );
});

test('numbers fill the range evenly', () => {
  const counts = Array.from({ length: 16 }, () => 0);
  const numbers = draw(3, 160_000);
  assert.ok(numbers.every((value) => value >= 0 && value < 1));
  for (const value of numbers) {
    const bucket = Math.floor(value * 16);
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  // Chi squared of 15 degrees of freedom exceeds 37.7 once in a thousand; the seed is fixed.
  const chi2 = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
  assert.ok(chi2 < 37.7, `chi squared is ${chi2}`);
});

test('parts of one seed share no stretch of their numbers', () => {
  const seen = new Set<string>();
  const parts = 64;
  const length = 2000;
  for (let part = 0; part < parts; part += 1) {
    const numbers = draw(derivedSeed(1, part), length + 1);
    for (let n = 0; n < length; n += 1) seen.add(`${numbers[n]} ${numbers[n + 1]}`);
  }
  assert.equal(seen.size, parts * length);
});
