import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { decodedBytesMax, decodeHuffman, encodeHuffman } from './huffman.ts';

/** RFC 7541, appendix C. */
const examples: readonly (readonly [text: string, code: string])[] = [
  ['www.example.com', 'f1e3c2e5f23a6ba0ab90f4ff'],
  ['no-cache', 'a8eb10649cbf'],
  ['custom-key', '25a849e95ba97d7f'],
  ['302', '6402'],
  ['private', 'aec3771a4b'],
  ['Mon, 21 Oct 2013 20:13:21 GMT', 'd07abe941054d444a8200595040b8166e082a62d1bff'],
  ['https://www.example.com', '9d29ad171863c78f0b97c8e9ae82ae43d3'],
];

for (const [text, code] of examples) {
  test(`${text} has the code of the RFC`, () => {
    assert.equal(Buffer.from(encodeHuffman(Buffer.from(text))).toString('hex'), code);
    assert.equal(decode(Buffer.from(code, 'hex'))?.toString(), text);
  });
}

test('whatever is encoded is decoded again', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      assert.deepEqual(decode(encodeHuffman(bytes)), Buffer.from(bytes));
    }),
  );
});

test('codes that are decoded are those that would be written: none has two forms', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 12 }), (code) => {
      const bytes = decode(code);
      if (bytes !== undefined) assert.deepEqual(encodeHuffman(bytes), new Uint8Array(code));
    }),
    { numRuns: 2000 },
  );
});

test('a string ends with at most 7 bits, all of them ones', () => {
  // 'a' is 00011.
  assert.equal(decode(Buffer.of(0b00011_111))?.toString(), 'a');
  assert.equal(decode(Buffer.of(0b00011_110)), undefined);
  assert.equal(decode(Buffer.of(0b00011_111, 0xff)), undefined);
  assert.equal(decode(Buffer.of(0xff)), undefined);
});

test('the end of string has no place within a string', () => {
  assert.equal(decode(Buffer.of(0xff, 0xff, 0xff, 0b1111_1100)), undefined);
  assert.equal(decode(Buffer.of(0xff, 0xff, 0xff, 0b1111_1111)), undefined);
});

function decode(code: Uint8Array): Buffer | undefined {
  const target = Buffer.alloc(decodedBytesMax(code.length));
  const length = decodeHuffman(code, 0, code.length, target);
  return length === -1 ? undefined : target.subarray(0, length);
}
