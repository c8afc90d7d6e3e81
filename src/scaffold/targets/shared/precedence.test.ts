import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exampleModel } from '../../../../test/support/example-model.ts';
import type { Method, Operation } from '../../../api/model.ts';
import { byPrecedence } from './precedence.ts';

test('text comes before text with variables, and that before a lone variable', () => {
  expectOrder(
    ['/users/{id}', '/users/{id}:activate', '/users/me', '/users/{id}/posts', '/users'],
    ['/users', '/users/me', '/users/{id}:activate', '/users/{id}', '/users/{id}/posts'],
  );
});

test('the first segment that differs decides', () => {
  expectOrder(['/{a}/b', '/{a}/{b}', '/x/{b}'], ['/x/{b}', '/{a}/b', '/{a}/{b}']);
});

test('of two mixed segments, that with more text comes first', () => {
  expectOrder(['/f/{a}.{b}', '/f/{a}.tar.gz'], ['/f/{a}.tar.gz', '/f/{a}.{b}']);
});

test('paths without a conflict keep the order of the document, by their beginnings', () => {
  expectOrder(['/b', '/a', '/b/c', '/a/{x}'], ['/b', '/b/c', '/a', '/a/{x}']);
});

test('the name of a variable makes no difference, and HEAD goes before GET', () => {
  const operations = [at('get', '/a/{x}'), at('post', '/a/{y}'), at('head', '/a/{z}')];
  assert.deepEqual(
    byPrecedence(operations).map(({ method }) => method),
    ['head', 'get', 'post'],
  );
});

function expectOrder(paths: readonly string[], expected: readonly string[]): void {
  const ordered = byPrecedence(paths.map((path) => at('get', path)));
  assert.deepEqual(
    ordered.map(({ path }) => path),
    expected,
  );
}

function at(method: Method, path: string): Operation {
  const [operation] = exampleModel.operations;
  assert.ok(operation);
  return { ...operation, method, path };
}
