import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { BROKEN, COMPLETE, MORE } from './progress.ts';
import { ResponseScanner } from './scanner.ts';

/** What a scanner makes of a response. */
interface Scanned {
  readonly end: 'complete' | 'at the close' | 'unfinished' | 'broken';
  readonly status: number;
  readonly body: string;
  readonly keepAlive: boolean;
}

interface Case extends Partial<Scanned> {
  readonly name: string;
  readonly text: string;
  readonly isHead?: boolean;
}

/** How much dirt stands behind the bytes of a read: connections share a buffer, with whatever others left in it. */
const dirtBytes = 40;

/** Feeds the bytes in pieces of these lengths (the last one is repeated), each in a dirty buffer. */
function scan(text: string, lengths: readonly number[], isHead = false, dirt = 0x5a): Scanned {
  const bytes = Buffer.from(text, 'latin1');
  const scanner = new ResponseScanner();
  let body = '';
  scanner.start(isHead, true);
  scanner.onBody = (chunk, from, to) => {
    body += Buffer.from(chunk.subarray(from, to)).toString('latin1');
  };
  let progress: number = MORE;
  for (let at = 0, piece = 0; at < bytes.length && progress === MORE; piece += 1) {
    const length = lengths[Math.min(piece, lengths.length - 1)] ?? 1;
    const part = bytes.subarray(at, at + length);
    const buffer = new Uint8Array(part.length + dirtBytes).fill(dirt);
    buffer.set(part);
    progress = scanner.feed(buffer, part.length);
    at += part.length;
    if (progress === COMPLETE && at < bytes.length) progress = BROKEN;
  }
  const end =
    progress === COMPLETE
      ? 'complete'
      : progress === BROKEN
        ? 'broken'
        : scanner.finish()
          ? 'at the close'
          : 'unfinished';
  const { status, keepAlive } = scanner;
  return end === 'broken'
    ? { end, status: 0, body: '', keepAlive: false }
    : { end, status, body, keepAlive };
}

function ok(fields: string, body = ''): string {
  return `HTTP/1.1 200 OK\r\n${fields}\r\n${body}`;
}

const chunkedField = 'Transfer-Encoding: chunked\r\n';

const responses: readonly Case[] = [
  { name: 'Content-Length', text: ok('Content-Length: 5\r\n', 'hello'), body: 'hello' },
  { name: 'Content-Length: 0', text: ok('Content-Length: 0\r\n') },
  { name: 'names in any case', text: ok('cOnTeNt-LeNgTh:5\r\n', 'hello'), body: 'hello' },
  {
    name: 'spaces around a value',
    text: ok('Content-Length: \t 5 \t\r\n', 'hello'),
    body: 'hello',
  },
  { name: 'leading zeros', text: ok('Content-Length: 0005\r\n', 'hello'), body: 'hello' },
  {
    name: 'the same length twice',
    text: ok('Content-Length: 5\r\nContent-Length: 5\r\n', 'hello'),
    body: 'hello',
  },
  { name: 'no reason phrase', text: 'HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n' },
  { name: 'no space behind the status', text: 'HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n' },
  {
    name: 'latin1 in the head',
    text: ok('X-Name: Zo\u00eb\r\nContent-Length: 2\r\n', 'ok'),
    body: 'ok',
  },
  { name: 'bare line feeds', text: 'HTTP/1.1 200 OK\nContent-Length: 2\n\nok', body: 'ok' },
  {
    name: 'fields that only look like others',
    text: ok(
      'Content-Length-Hint: 9\r\nConnections: close\r\nTrailer: x\r\nContent-Length: 2\r\n',
      'ok',
    ),
    body: 'ok',
  },
  { name: 'chunked', text: ok(chunkedField, '3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n'), body: 'hello' },
  {
    name: 'chunked with extensions and trailers',
    text: ok(chunkedField, '5;a=b;c="d"\r\nhello\r\n0;last\r\nX-Sum: 1\r\nY: 2\r\n\r\n'),
    body: 'hello',
  },
  {
    name: 'chunk sizes in capitals, with zeros and blanks',
    text: ok(chunkedField, '000A \r\n0123456789\r\n00\r\n\r\n'),
    body: '0123456789',
  },
  { name: 'chunked with bare line feeds', text: ok(chunkedField, '2\nok\n0\n\n'), body: 'ok' },
  { name: 'chunked without a chunk', text: ok(chunkedField, '0\r\n\r\n') },
  {
    name: 'several codings, chunked last',
    text: ok('Transfer-Encoding: gzip, chunked\r\n', '2\r\nok\r\n0\r\n\r\n'),
    body: 'ok',
  },
  {
    name: 'codings in two fields',
    text: ok('Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n', '2\r\nok\r\n0\r\n\r\n'),
    body: 'ok',
  },
  {
    name: 'Transfer-Encoding over Content-Length',
    text: ok(`Content-Length: 999\r\n${chunkedField}`, '2\r\nok\r\n0\r\n\r\n'),
    body: 'ok',
  },
  {
    name: '1xx before the final response',
    text: `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n${ok('Content-Length: 2\r\n', 'ok')}`,
    body: 'ok',
  },
  {
    name: 'fields of a 1xx are its own',
    text: `HTTP/1.1 103 Early Hints\r\nContent-Length: 9\r\nConnection: close\r\n\r\n${ok('Content-Length: 0\r\n')}`,
  },
  { name: 'HEAD', text: ok('Content-Length: 5\r\n'), isHead: true },
  { name: 'HEAD and chunked', text: ok(chunkedField), isHead: true },
  { name: 'HEAD without framing', text: ok(''), isHead: true },
  { name: '204', text: 'HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n', status: 204 },
  { name: '304', text: `HTTP/1.1 304 Not Modified\r\n${chunkedField}\r\n`, status: 304 },
  {
    name: '101',
    text: 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n',
    status: 101,
    keepAlive: false,
  },
  {
    name: 'the close is the end',
    text: ok('', 'all of it'),
    end: 'at the close',
    body: 'all of it',
    keepAlive: false,
  },
  { name: 'the close is the end of nothing', text: ok(''), end: 'at the close', keepAlive: false },
  {
    name: 'another coding than chunked ends with the connection',
    text: ok('Transfer-Encoding: gzip\r\nContent-Length: 2\r\n', 'more'),
    end: 'at the close',
    body: 'more',
    keepAlive: false,
  },
  {
    name: 'the same with a length of 0',
    text: ok('Transfer-Encoding: gzip\r\nContent-Length: 0\r\n', 'more'),
    end: 'at the close',
    body: 'more',
    keepAlive: false,
  },
  {
    name: 'Connection: close',
    text: ok('Connection: close\r\nContent-Length: 2\r\n', 'ok'),
    body: 'ok',
    keepAlive: false,
  },
  {
    name: 'close among others',
    text: ok('Connection: x, Close\r\nContent-Length: 0\r\n'),
    keepAlive: false,
  },
  {
    name: 'close wins, in whatever order',
    text: ok('Connection: close\r\nConnection: keep-alive\r\nContent-Length: 0\r\n'),
    keepAlive: false,
  },
  { name: 'closer is not close', text: ok('Connection: closer\r\nContent-Length: 0\r\n') },
  {
    name: 'HTTP/1.0 closes',
    text: 'HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok',
    body: 'ok',
    keepAlive: false,
  },
  {
    name: 'HTTP/1.0 with keep-alive',
    text: 'HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 2\r\n\r\nok',
    body: 'ok',
  },
  {
    name: 'a huge head',
    text: ok(`X-Huge: ${'x'.repeat(200 * 1024)}\r\nContent-Length: 2\r\n`, 'ok'),
    body: 'ok',
  },
  { name: 'a cut head', text: 'HTTP/1.1 200 OK\r\nContent-Le', end: 'unfinished', status: 0 },
  { name: 'a cut status', text: 'HTTP/1.1 200', end: 'unfinished', status: 0 },
  { name: 'a cut body', text: ok('Content-Length: 9\r\n', 'hel'), end: 'unfinished', body: 'hel' },
  { name: 'a cut chunk', text: ok(chunkedField, '9\r\nhel'), end: 'unfinished', body: 'hel' },
  { name: 'no last chunk', text: ok(chunkedField, '3\r\nhel\r\n'), end: 'unfinished', body: 'hel' },
  { name: 'cut trailers', text: ok(chunkedField, '0\r\nX: 1\r\n'), end: 'unfinished' },
  { name: 'only a 1xx', text: 'HTTP/1.1 100 Continue\r\n\r\n', end: 'unfinished', status: 0 },
];

const brokenResponses: readonly (readonly [name: string, text: string, isHead?: boolean])[] = [
  ['contradicting lengths', ok('Content-Length: 5\r\nContent-Length: 6\r\n', 'hello')],
  ['a list of lengths', ok('Content-Length: 5, 6\r\n', 'hello')],
  ['a negative length', ok('Content-Length: -5\r\n')],
  ['a length with a sign', ok('Content-Length: +5\r\n', 'hello')],
  ['no length at all', ok('Content-Length: \r\n')],
  ['a length of letters', ok('Content-Length: five\r\n')],
  ['a hexadecimal length', ok('Content-Length: 0x5\r\n', 'hello')],
  ['a length beyond all numbers', ok('Content-Length: 99999999999999999999\r\n')],
  ['data after the end', ok('Content-Length: 2\r\n', 'okHTTP/1.1 200')],
  ['a body where HEAD has none', ok('Content-Length: 2\r\n', 'ok'), true],
  ['a body behind 204', 'HTTP/1.1 204 No Content\r\n\r\nx'],
  ['data after the last chunk', ok(chunkedField, '0\r\n\r\nx')],
  ['a chunk size of letters', ok(chunkedField, 'xyz\r\n')],
  ['no chunk size', ok(chunkedField, '\r\nok')],
  ['a chunk size with a sign', ok(chunkedField, '-2\r\nok\r\n')],
  ['a huge chunk size', ok(chunkedField, 'fffffffffffffff\r\n')],
  ['a chunk that is longer than it says', ok(chunkedField, '2\r\nokok\r\n0\r\n\r\n')],
  ['a chunk without its line end', ok(chunkedField, '2\r\nok\rx0\r\n\r\n')],
  ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n'],
  ['HTTP/2', 'HTTP/2 200 OK\r\n\r\n'],
  ['HTTP/1.2', 'HTTP/1.2 200 OK\r\n\r\n'],
  ['HTTP/0.9', '<html>hello</html>'],
  ['two digits', 'HTTP/1.1 20 OK\r\nContent-Length: 0\r\n\r\n'],
  ['four digits', 'HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n'],
  ['a status below 100', 'HTTP/1.1 099 OK\r\nContent-Length: 0\r\n\r\n'],
  ['a status above 599', 'HTTP/1.1 600 OK\r\nContent-Length: 0\r\n\r\n'],
  ['letters for a status', 'HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n'],
  ['a head without an end', ok(`X: ${'x'.repeat(300 * 1024)}`)],
  ['a chunk line without an end', ok(chunkedField, `5;${'x'.repeat(300 * 1024)}`)],
];

/** In one read, byte by byte, and in reads of prime lengths. */
const cuts: readonly (readonly number[])[] = [[1e9], [1], [7], [13, 1e9]];

for (const { name, text, isHead, ...expected } of responses) {
  test(`${name}: the same in one read and in many`, () => {
    const whole = { end: 'complete', status: 200, body: '', keepAlive: true, ...expected };
    // Byte by byte, a head of 200 KiB takes minutes: it is looked through anew each time.
    const fitting = text.length > 10_000 ? [[1e9], [4096]] : cuts;
    for (const lengths of fitting) assert.deepEqual(scan(text, lengths, isHead), whole);
  });
}

for (const [name, text, isHead] of brokenResponses) {
  test(`${name}: broken, wherever the reads end`, () => {
    const fitting = text.length > 10_000 ? [[1e9], [4096]] : cuts;
    for (const lengths of fitting) assert.equal(scan(text, lengths, isHead).end, 'broken');
  });
}

test('what a read left behind in the shared buffer is not taken for a part of the response', () => {
  const likely = [0x20, 0x0a, 0x0d, 0x30, 0x3b];
  for (const { text, isHead } of responses.filter(({ text: { length } }) => length < 10_000)) {
    for (let cut = 1; cut < text.length; cut += 1) {
      for (const dirt of likely) {
        assert.deepEqual(scan(text, [cut, 1e9], isHead, dirt), scan(text, [1e9], isHead), text);
      }
    }
  }
});

test('any split of any response into reads gives the same', () => {
  const small = responses.filter(({ text }) => text.length < 10_000);
  fc.assert(
    fc.property(
      fc.constantFrom(...small),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 }),
      ({ text, isHead }, lengths) => {
        assert.deepEqual(scan(text, lengths, isHead), scan(text, [1e9], isHead));
      },
    ),
    { numRuns: 2000 },
  );
});

test('any body comes back whole, with a length or in chunks, however it is cut', () => {
  const bodies = fc.string({ unit: 'binary-ascii', maxLength: 300 });
  const sizes = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(bodies, sizes, sizes, (body, chunks, lengths) => {
      const plain = ok(`Content-Length: ${body.length}\r\n`, body);
      const chunked = ok(chunkedField, inChunks(body, chunks));
      for (const text of [plain, chunked]) {
        const { end, body: found } = scan(text, lengths);
        assert.deepEqual([end, found], ['complete', body]);
      }
    }),
  );
});

test('a response that is cut anywhere is never complete', () => {
  const framed = responses.filter(
    ({ text, end, isHead }) => text.length < 10_000 && end === undefined && isHead !== true,
  );
  for (const { name, text } of framed) {
    for (let cut = 0; cut < text.length; cut += 1) {
      const { end } = scan(text.slice(0, cut), [1e9]);
      assert.notEqual(end, 'complete', `${name}, cut at ${cut}`);
    }
  }
});

test('no bytes whatever make it throw', () => {
  const pieces = fc.constantFrom(
    'HTTP/1.1 200 OK',
    '\r\n',
    '\n',
    chunkedField,
    '5',
    'Content-Length: 5',
    ';',
    '\u00ff',
  );
  fc.assert(
    fc.property(
      fc.array(pieces, { maxLength: 12 }),
      fc.integer({ min: 1, max: 9 }),
      (parts, cut) => {
        scan(parts.join(''), [cut]);
      },
    ),
  );
});

test('one scanner serves one response after the other, and keeps nothing of the last one', () => {
  const scanner = new ResponseScanner();
  const feed = (text: string): number => scanner.feed(Buffer.from(text), text.length);
  scanner.start(false, true);
  assert.equal(feed('HTTP/1.0 404 Not Fo'), MORE);
  scanner.start(false, true);
  assert.equal(feed(ok('Content-Length: 0\r\n')), COMPLETE);
  assert.deepEqual([scanner.status, scanner.keepAlive], [200, true]);
  assert.equal(scanner.headText, 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
  scanner.start(false, false);
  assert.deepEqual([scanner.status, scanner.headText], [0, undefined]);
  assert.equal(feed(ok('Content-Length: 0\r\n')), COMPLETE);
  assert.equal(scanner.headText, undefined);
});

test('the head that is kept is that of the final response, in latin1', () => {
  const scanner = new ResponseScanner();
  const text = `HTTP/1.1 100 Continue\r\n\r\n${ok('X-Name: Zo\u00eb\r\nContent-Length: 2\r\n', 'ok')}`;
  const bytes = Buffer.from(text, 'latin1');
  scanner.start(false, true);
  assert.equal(scanner.feed(bytes, bytes.length), COMPLETE);
  assert.equal(scanner.headText, ok('X-Name: Zo\u00eb\r\nContent-Length: 2\r\n'));
});

function inChunks(body: string, sizes: readonly number[]): string {
  let text = '';
  for (let at = 0, turn = 0; at < body.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    const part = body.slice(at, at + size);
    text += `${part.length.toString(16)}\r\n${part}\r\n`;
    at += size;
  }
  return `${text}0\r\n\r\n`;
}
