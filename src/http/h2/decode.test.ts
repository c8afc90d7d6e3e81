import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { literal, ok, plainString } from '../../../test/support/h2-raw-server.ts';
import { HeadDecoder } from './decode.ts';
import { encodeFields, encodeString } from './encode.ts';

/** RFC 7541, appendix C.5 and C.6: three responses in a table of 256 bytes, from which the third evicts. */
const date21 = 'Mon, 21 Oct 2013 20:13:21 GMT';
const date22 = 'Mon, 21 Oct 2013 20:13:22 GMT';
const location = 'https://www.example.com';
const cookie = 'foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1';

for (const [form, text] of [
  ['without', plainString],
  ['with', encodeString],
] as const) {
  test(`the responses of the RFC ${form} Huffman code`, () => {
    const decoder = new HeadDecoder();
    const first = [
      Buffer.of(0x3f, 0xe1, 0x01),
      indexed(8, text('302')),
      indexed(24, text('private')),
    ];
    const second = [indexed(8, text('307')), Buffer.of(0xc1, 0xc0, 0xbf)];
    const third = [
      Buffer.of(0x88, 0xc1),
      indexed(33, text(date22)),
      Buffer.of(0xc0),
      indexed(26, text('gzip')),
      indexed(55, text(cookie)),
    ];
    assert.deepEqual(
      read(decoder, [...first, indexed(33, text(date21)), indexed(46, text(location))]),
      [302, `cache-control: private\r\ndate: ${date21}\r\nlocation: ${location}\r\n`],
    );
    assert.deepEqual(read(decoder, second), [
      307,
      `cache-control: private\r\ndate: ${date21}\r\nlocation: ${location}\r\n`,
    ]);
    assert.deepEqual(read(decoder, third), [
      200,
      `cache-control: private\r\ndate: ${date22}\r\nlocation: ${location}\r\ncontent-encoding: gzip\r\nset-cookie: ${cookie}\r\n`,
    ]);
    // What the third response evicted can no longer be meant.
    assert.equal(decodeAll(decoder, [Buffer.of(0x88, 0x80 | (62 + 3))]), 'undecodable');
  });
}

test('a table of no bytes forgets all, and indexing into it is allowed', () => {
  const decoder = new HeadDecoder();
  read(decoder, [ok, indexed(33, plainString(date21))]);
  assert.deepEqual(read(decoder, [ok, Buffer.of(0xbe)]), [200, `date: ${date21}\r\n`]);
  assert.deepEqual(read(decoder, [Buffer.of(0x20), ok, indexed(33, plainString(date22))]), [
    200,
    `date: ${date22}\r\n`,
  ]);
  assert.equal(decodeAll(decoder, [ok, Buffer.of(0xbe)]), 'undecodable');
});

test('an entry larger than the table empties it', () => {
  const decoder = new HeadDecoder();
  read(decoder, [ok, indexed(33, plainString(date21))]);
  read(decoder, [ok, indexed(33, plainString('x'.repeat(4100)))]);
  assert.equal(decodeAll(decoder, [ok, Buffer.of(0xbe)]), 'undecodable');
});

const anyName = fc.constantFrom(
  'date',
  'server',
  'x-request-id',
  'content-type',
  'content-lengths',
);
const anyField = fc.record({
  name: fc.oneof(fc.constant('content-length'), anyName),
  value: fc.oneof(fc.constantFrom('0', '13', '123456', ''), fc.string({ unit: 'grapheme-ascii' })),
  form: fc.integer({ min: 0, max: 3 }),
});

test('stepping over fields finds the same status and length as reading them, whatever is indexed', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          status: fc.constantFrom('200', '201', '304', '500', '999', '20', '0200', '1e2'),
          fields: fc.array(anyField, { maxLength: 6 }),
          isResized: fc.boolean(),
        }),
        { maxLength: 4 },
      ),
      (responses) => {
        const [reading, skimming] = [new HeadDecoder(), new HeadDecoder()];
        for (const { status, fields, isResized } of responses) {
          const block = Buffer.concat([
            Buffer.from(isResized ? [0x20] : []),
            encodeFields([[':status', status]]),
            ...fields.map(({ name, value, form }) => fieldIn(form, name, value)),
          ]);
          const outcome = reading.decode(block, 0, block.length, true);
          assert.equal(skimming.decode(block, 0, block.length, false), outcome);
          assert.equal(skimming.status, reading.status);
          assert.equal(skimming.contentLengthBytes, reading.contentLengthBytes);
          assert.equal(skimming.lines, '');
        }
      },
    ),
    { numRuns: 500 },
  );
});

const malformed: readonly (readonly [what: string, block: readonly Uint8Array[]])[] = [
  ['two statuses', [ok, ok]],
  ['a status behind a field', [literal('a', 'b'), ok]],
  ['a status of two digits', [literal(':status', '20')]],
  ['a status beyond all classes', [literal(':status', '600')]],
  ['a status of letters', [literal(':status', 'abc')]],
  ['a pseudo-header field of requests', [ok, Buffer.of(0x82)]],
  ['a pseudo-header field of requests with a value of its own', [ok, Buffer.of(0x04, 1, 0x2f)]],
  ['an unknown pseudo-header field', [ok, literal(':protocol', 'x')]],
  [
    'an unknown pseudo-header field in Huffman code',
    [ok, Buffer.of(0), encodeString(':x'), plainString('')],
  ],
  ['a length that is no number', [ok, literal('content-length', '-1')]],
  ['a length without digits', [ok, literal('content-length', '')]],
  ['two different lengths', [ok, literal('content-length', '1'), literal('content-length', '2')]],
];

for (const [what, block] of malformed) {
  test(`${what}: malformed`, () => {
    assert.equal(decodeAll(new HeadDecoder(), block, true), 'malformed');
    assert.equal(decodeAll(new HeadDecoder(), block, false), 'malformed');
  });
}

test('lines that are kept can hold nothing that looks like another line', () => {
  for (const value of ['a\r\nb: c', 'a\nb', 'a\0b']) {
    assert.equal(decodeAll(new HeadDecoder(), [ok, literal('a', value)]), 'malformed');
  }
  for (const name of ['', 'a b', 'a:b', 'A', 'a\r\nb']) {
    assert.equal(decodeAll(new HeadDecoder(), [ok, literal(name, 'x')]), 'malformed');
  }
});

const undecodable: readonly (readonly [what: string, block: readonly Uint8Array[]])[] = [
  ['number 0', [ok, Buffer.of(0x80)]],
  ['a number beyond the tables', [ok, Buffer.of(0xff, 0x7f)]],
  ['a name beyond the tables', [ok, Buffer.of(0x0f, 0x70, 1, 0x61)]],
  ['an endless number', [ok, Buffer.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff)]],
  ['a number that is cut', [ok, Buffer.of(0xff)]],
  ['a string that is cut', [ok, Buffer.of(0, 5, 0x61)]],
  ['a value that is missing', [ok, Buffer.of(0, 1, 0x61)]],
  ['a table larger than allowed', [Buffer.of(0x3f, 0xe2, 0x1f), ok]],
  ['a change of the table behind a field', [ok, Buffer.of(0x20)]],
];

for (const [what, block] of undecodable) {
  test(`${what}: undecodable`, () => {
    assert.equal(decodeAll(new HeadDecoder(), block, true), 'undecodable');
    assert.equal(decodeAll(new HeadDecoder(), block, false), 'undecodable');
  });
}

test('a wrong Huffman code is undecodable where it is read', () => {
  const block = [ok, Buffer.of(0, 1, 0x61, 0x81, 0x00)];
  assert.equal(decodeAll(new HeadDecoder(), block), 'undecodable');
});

test('references to large entries cannot fill the memory', () => {
  const decoder = new HeadDecoder();
  read(decoder, [ok, indexed(33, plainString('x'.repeat(4000)))]);
  assert.equal(decodeAll(decoder, [ok, Buffer.alloc(100_000, 0xbe)]), 'undecodable');
});

test('random bytes have an outcome', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.boolean(), (block, keeps) => {
      const decoder = new HeadDecoder();
      const outcome = decoder.decode(block, 0, block.length, keeps);
      assert.ok(['decoded', 'malformed', 'undecodable'].includes(outcome));
    }),
    { numRuns: 2000 },
  );
});

/** A literal that is indexed, with a name of the static table. */
function indexed(name: number, value: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(0x40 | name), value]);
}

/** A literal with or without Huffman code, indexed or not. */
function fieldIn(form: number, name: string, value: string): Buffer {
  const text = form % 2 === 0 ? plainString : encodeString;
  return Buffer.concat([Buffer.of(form < 2 ? 0 : 0x40), text(name), text(value)]);
}

function decodeAll(
  decoder: HeadDecoder,
  block: readonly Uint8Array[],
  keepsLines = true,
): ReturnType<HeadDecoder['decode']> {
  const bytes = Buffer.concat(block);
  return decoder.decode(bytes, 0, bytes.length, keepsLines);
}

function read(decoder: HeadDecoder, block: readonly Uint8Array[]): readonly [number, string] {
  assert.equal(decodeAll(decoder, block), 'decoded');
  return [decoder.status, decoder.lines];
}
