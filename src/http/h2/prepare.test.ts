import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { createDriver, request } from '../../../test/support/h2-driver.ts';
import { serveNode } from '../../../test/support/h2-node-server.ts';
import { encodeFields } from './encode.ts';
import { prepareHttp2 } from './prepare.ts';

test('a server sees the request that was written', async () => {
  const seen = await seenBy(
    request({
      method: 'PATCH',
      target: '/a/b?c=%20&d',
      authority: 'api.example.com:8080',
      scheme: 'https',
      headers: [
        ['Accept', '*/*'],
        ['X-Empty', ''],
        ['X-Unicode', 'grün €'],
        ['cookie', 'a=b; c=d'],
      ],
      body: Buffer.from('{"a":1}'),
    }),
  );
  assert.deepEqual(seen.headers, {
    ':method': 'PATCH',
    ':scheme': 'https',
    ':authority': 'api.example.com:8080',
    ':path': '/a/b?c=%20&d',
    accept: '*/*',
    'x-empty': '',
    'x-unicode': Buffer.from('grün €').toString('latin1'),
    cookie: 'a=b; c=d',
    'content-length': '7',
  });
  assert.equal(seen.body, '{"a":1}');
});

test('any field arrives as it was written', async () => {
  const name = fc.stringMatching(/^[a-z][a-z\d-]{0,40}$/).map((text) => `x-${text}`);
  const value = fc.oneof(
    fc.string({ maxLength: 300 }),
    fc.string({ unit: 'binary', maxLength: 60 }),
  );
  const sendable = value
    .map((text) => text.replaceAll(/\p{Cc}/gu, '').replaceAll(/^ +| +$/g, ''))
    .filter((text) => text.isWellFormed());
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.tuple(name, sendable), { maxLength: 8, selector: (field) => field[0] }),
      async (headers) => {
        const seen = await seenBy(request({ headers }));
        for (const [field, text] of headers) {
          assert.equal(seen.headers[field], Buffer.from(text).toString('latin1'));
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('fields of one connection are left out', async () => {
  const seen = await seenBy(
    request({
      headers: [
        ['Connection', 'close, x-a'],
        ['Keep-Alive', 'timeout=5'],
        ['Proxy-Connection', 'close'],
        ['Transfer-Encoding', 'chunked'],
        ['Upgrade', 'h2c'],
        ['Host', 'other'],
        ['TE', 'gzip'],
        ['X-A', 'b'],
      ],
    }),
  );
  assert.deepEqual(Object.keys(seen.headers), [':method', ':scheme', ':authority', ':path', 'x-a']);
});

test('TE may say that trailers are understood', async () => {
  const seen = await seenBy(request({ headers: [['TE', 'trailers']] }));
  assert.equal(seen.headers['te'], 'trailers');
});

test('an empty body is announced as one', async () => {
  const seen = await seenBy(request({ method: 'POST', body: new Uint8Array() }));
  assert.equal(seen.headers['content-length'], '0');
  assert.equal(seen.body, '');
});

test('a long header block goes into several frames', async () => {
  const long = createHash('sha512').update('x').digest('base64').repeat(400);
  const seen = await seenBy(request({ headers: [['X-Long', long]] }));
  assert.equal(seen.headers['x-long'], long);
});

test('what the static table knows takes one byte', () => {
  const block = encodeFields([
    [':method', 'GET'],
    [':scheme', 'https'],
    [':path', '/'],
    ['accept-encoding', 'gzip, deflate'],
  ]);
  assert.deepEqual([...block], [0x82, 0x87, 0x84, 0x90]);
});

test('what could end a field is refused', () => {
  for (const changes of [
    { method: 'GET /' },
    { target: '/ x' },
    { authority: 'a b' },
    { headers: [['a b', 'c']] },
    { headers: [['a', 'b\r\nc: d']] },
    { headers: [[':path', '/']] },
  ] as const) {
    assert.throws(() => request(changes), { code: 'USAGE' });
  }
});

test('a request to HEAD says so', () => {
  assert.equal(request({ method: 'HEAD' }).isHead, true);
  assert.equal(request().isHead, false);
});

interface Seen {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** What Node's server makes of a request. */
async function seenBy(prepared: ReturnType<typeof prepareHttp2>): Promise<Seen> {
  const { promise, resolve } = Promise.withResolvers<Seen>();
  await using server = await serveNode(
    (stream, headers) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        resolve({
          headers: Object.fromEntries(Object.entries(headers)),
          body: Buffer.concat(chunks).toString(),
        });
        stream.respond({ ':status': 204 }, { endStream: true });
      });
      stream.resume();
    },
    { maxHeaderListSize: 200_000 },
  );
  using driver = createDriver({ port: server.port });
  const { fault, status } = await driver.send(prepared);
  assert.deepEqual([fault, status], ['none', 204]);
  return promise;
}
