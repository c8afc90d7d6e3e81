import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exampleModel } from '../../../../test/support/example-model.ts';
import { targetInput } from '../../../../test/support/generated-app.ts';
import { wiring } from './wiring.ts';

test('each operation becomes a route of its own method, HEAD before GET', () => {
  const [first] = exampleModel.operations;
  assert.ok(first);
  const head = { ...first, id: 'headUsers', method: 'head' as const };
  const text = wiring(
    targetInput({ ...exampleModel, operations: [...exampleModel.operations, head] }),
  );
  assert.match(text, /app\.head\('\/v1\/users', .*\n\s*app\.get\('\/v1\/users', /);
  assert.match(text, /app\.trace\(/);
  assert.match(text, /app\.query\(/);
});

test('of two operations for the same requests the first is served', () => {
  const [first] = exampleModel.operations;
  assert.ok(first);
  const operations = [
    { ...first, id: 'one', path: '/a/{x}', tags: ['one'] },
    { ...first, id: 'two', path: '/a/{y}', tags: ['two'] },
  ];
  const text = wiring(targetInput({ ...exampleModel, operations }));
  assert.match(text, /\.one\)/);
  assert.doesNotMatch(text, /two/);
});
