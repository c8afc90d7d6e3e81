import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrayText, elementsOf } from './array-text.ts';

test('elements of an array as PostgreSQL writes it', () => {
  assert.deepEqual(elementsOf('{}'), []);
  assert.deepEqual(elementsOf(null), []);
  assert.deepEqual(elementsOf('{1,2,NULL,3}'), ['1', '2', '3']);
  assert.deepEqual(elementsOf(String.raw`{a,"b c","d\"e","f\\g","NULL","{x,y}"}`), [
    'a',
    'b c',
    'd"e',
    String.raw`f\g`,
    'NULL',
    '{x,y}',
  ]);
});

test('what is written is read again', () => {
  const values = ['', 'plain', 'with "quotes"', String.raw`back\slash`, 'a,b', '{}', 'line\nbreak'];
  assert.deepEqual(
    elementsOf(arrayText(values)).filter((each) => each !== ''),
    values.slice(1),
  );
});
