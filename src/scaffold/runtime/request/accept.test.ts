import assert from 'node:assert/strict';
import { test } from 'node:test';
import { negotiate } from './accept.ts';
import { bodyKind, isParsed, parseMediaType } from '../media-type.ts';

test('the most wanted of the offers is chosen', () => {
  const offers = ['application/json', 'text/csv', 'image/*'];
  const cases: readonly (readonly [string | undefined, string | undefined])[] = [
    [undefined, 'application/json'],
    ['', 'application/json'],
    ['*/*', 'application/json'],
    ['text/csv', 'text/csv'],
    ['text/*, */*;q=0.1', 'text/csv'],
    ['application/json;q=0.5, text/csv;q=0.9', 'text/csv'],
    ['*/*, application/json;q=0', 'text/csv'],
    ['image/png', 'image/*'],
    ['TEXT/CSV; header="a,b"; q=1.0', 'text/csv'],
    ['text/html', undefined],
    ['text/html, nonsense', undefined],
    ['*', 'application/json'],
  ];
  for (const [accept, chosen] of cases) assert.equal(negotiate(accept, offers), chosen, accept);
});

test('media types are taken apart', () => {
  const media = parseMediaType('Multipart/Form-Data; Boundary="a;\\"b"; x=1; odd');
  assert.equal(media?.type, 'multipart/form-data');
  assert.deepEqual(
    [...(media?.parameters ?? [])],
    [
      ['boundary', 'a;"b'],
      ['x', '1'],
    ],
  );
  for (const text of ['', 'json', 'a/b/c', 'a /b']) assert.equal(parseMediaType(text), undefined);
});

test('media types have kinds, and some are not looked into', () => {
  assert.equal(bodyKind('application/vnd.acme+json'), 'json');
  assert.equal(bodyKind('application/soap+xml'), 'text');
  assert.equal(bodyKind('image/png'), 'bytes');
  const parsed = ['application/json', 'text/plain', 'text/html', 'application/jsonl'];
  assert.deepEqual(parsed.map(isParsed), [true, true, true, true]);
  const unparsed = ['application/xml', 'text/xml', 'text/csv', 'image/svg+xml', 'application/pdf'];
  assert.deepEqual(unparsed.map(isParsed), [false, false, false, false, false]);
});
