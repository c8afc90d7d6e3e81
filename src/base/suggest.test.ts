import assert from 'node:assert/strict';
import { test } from 'node:test';
import { didYouMean, suggest } from './suggest.ts';

const frameworks = ['express', 'fastify', 'koa', 'hono', 'nestjs'];

test('a slip of the finger finds the name', () => {
  assert.deepEqual(suggest('expres', frameworks), ['express']);
  assert.deepEqual(suggest('NESTJS', frameworks), ['nestjs']);
  assert.deepEqual(suggest('fastfiy', frameworks), ['fastify']);
});

test('a different word finds none', () => {
  assert.deepEqual(suggest('rails', frameworks), []);
  assert.equal(didYouMean('rails', frameworks), '');
});

test('the nearest comes first', () => {
  assert.deepEqual(suggest('fastyfi', ['fastify', 'fastyfie']), ['fastyfie', 'fastify']);
  assert.equal(didYouMean('hono', ['hona', 'hono']), '; did you mean "hono" or "hona"?');
});

test('an endless word costs nothing', () => {
  assert.deepEqual(suggest('x'.repeat(1_000_000), frameworks), []);
});
