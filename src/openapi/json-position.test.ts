import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { JsonValue } from '../base/json.ts';
import { findJsonFault } from './json-fault.ts';
import { duplicateKeys, jsonPositions, locate } from './json-position.ts';

/** All places of a document, with the values there. */
function* placesOf(value: JsonValue, tokens: readonly string[]): Generator<[string[], JsonValue]> {
  yield [[...tokens], value];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) yield* placesOf(child, [...tokens, key]);
}

/** JSON texts with all sorts of white space. */
const texts = fc
  .tuple(fc.json({ stringUnit: 'binary', noUnicodeString: false }), fc.nat(4))
  .map(([text, indent]) => ` \r\n${JSON.stringify(JSON.parse(text), undefined, indent)}\t`);

test('the text at a place parses to the value at the place', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const positions = jsonPositions(text);
      for (const [tokens, value] of placesOf(JSON.parse(text), [])) {
        const span = locate(text, tokens);
        assert.ok(span, tokens.join('/'));
        assert.deepEqual(JSON.parse(text.slice(span.start, span.end)), value);
        assert.equal(positions.offsetOf(tokens), span.start);
      }
    }),
  );
});

test('a place that does not exist has no span, and the position of what is around it', () => {
  const text = '{"a": {"b": 1}}';
  assert.equal(locate(text, ['a', 'c']), undefined);
  assert.equal(jsonPositions(text).offsetOf(['a', 'c', 'd']), text.indexOf('{"b"'));
});

test('keys that occur twice are found wherever they are, also when they are spelled differently', () => {
  const text = String.raw`{"a": [{"b": 1, "c": ":", "\u0062": 2}], "a": 3}`;
  assert.deepEqual(
    duplicateKeys(text, 10).map(({ key, tokens }) => [...tokens, key].join('/')),
    ['a/0/b', 'a'],
  );
});

test('a broken text is faulted exactly where it stops being JSON', () => {
  const faults: readonly (readonly [text: string, offset: number, expected: string])[] = [
    ['{"a": 1 "b": 2}', 8, 'a comma or "}"'],
    ['{"a" 1}', 5, 'a colon'],
    ['{a: 1}', 1, 'a key in double quotes'],
    ['{"a": 1,}', 8, 'a key in double quotes'],
    ['[1, ]', 4, 'a value'],
    ['[1', 2, 'the document ends'],
    ['{"a": 01}', 7, 'a comma or "}"'],
    ['{"a": "x\ny"}', 6, 'a closing quote'],
    ['{} {}', 3, 'the end of the document'],
  ];
  for (const [text, offset, expected] of faults) {
    const fault = findJsonFault(text);
    assert.equal(fault.offset, offset, text);
    assert.ok(fault.expected.includes(expected), `${text}: ${fault.expected}`);
  }
});

test('every text that the engine refuses has a fault', () => {
  const broken = fc.tuple(fc.json(), fc.nat(), fc.string()).map(([text, at, junk]) => {
    const cut = at % (text.length + 1);
    return text.slice(0, cut) + junk + text.slice(cut + 1);
  });
  fc.assert(
    fc.property(broken, (text) => {
      try {
        JSON.parse(text);
      } catch {
        const { offset } = findJsonFault(text);
        assert.ok(offset >= 0 && offset <= text.length);
      }
    }),
  );
});
