import assert from 'node:assert/strict';
import { createServer, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import * as fc from 'fast-check';
import type { RequestMessage } from '../message.ts';
import { prepareHttp1 } from './prepare.ts';

const server = createServer();
before(() => new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening)));
after(() => server.close());

const plain: RequestMessage = {
  method: 'GET',
  target: '/users?limit=20',
  authority: 'api.example.com:8080',
  scheme: 'http',
  headers: [['Accept', '*/*']],
  body: undefined,
  keep: 'nothing',
};

function text(message: Partial<RequestMessage>): string {
  return Buffer.from(prepareHttp1({ ...plain, ...message }).head).toString();
}

test('a request is its line, Host first, the fields in their order', () => {
  const headers: RequestMessage['headers'] = [
    ['X-B', ' 2 '],
    ['x-a', '1'],
    ['X-B', ''],
  ];
  assert.equal(
    text({ headers }),
    'GET /users?limit=20 HTTP/1.1\r\nHost: api.example.com:8080\r\nX-B: 2\r\nx-a: 1\r\nX-B: \r\n\r\n',
  );
});

test('a body comes with its length in bytes; a method that expects one says so without it', () => {
  const body = Buffer.from('{"name":"Zoë"}');
  assert.match(text({ method: 'POST', body }), /\r\nContent-Length: 15\r\n\r\n\{"name":"Zoë"\}$/);
  assert.match(text({ method: 'POST' }), /\r\nContent-Length: 0\r\n\r\n$/);
  assert.doesNotMatch(text({ method: 'DELETE' }), /content-length/i);
  assert.equal(prepareHttp1({ ...plain, method: 'HEAD' }).isHead, true);
  assert.equal(prepareHttp1({ ...plain, keep: 'headers' }).keep, 'headers');
});

const refused: readonly (readonly [what: string, message: Partial<RequestMessage>])[] = [
  ['a line break in a value', { headers: [['X-A', 'a\r\nX-Evil: 1']] }],
  ['a bare LF in a value', { headers: [['X-A', 'a\nb']] }],
  ['NUL in a value', { headers: [['X-A', 'a\0b']] }],
  ['half a character in a value', { headers: [['X-A', 'a\ud800']] }],
  ['the other half', { headers: [['X-A', '\udc00a']] }],
  ['a name with a space', { headers: [['X A', 'a']] }],
  ['a name with a colon', { headers: [['X:A', 'a']] }],
  ['an empty name', { headers: [['', 'a']] }],
  ['a space in the target', { target: '/a b' }],
  ['a line break in the target', { target: '/a\r\nX: 1' }],
  ['a letter beyond ASCII in the target', { target: '/ü' }],
  ['a target without its slash', { target: 'users' }],
  ['* of GET', { target: '*' }],
  ['a host with a line break', { authority: 'a\r\nX: 1' }],
  ['a method with a space', { method: 'GET /x' }],
  ['CONNECT', { method: 'CONNECT' }],
];

for (const [what, message] of refused) {
  test(`refuses: ${what}`, () => {
    assert.throws(() => prepareHttp1({ ...plain, ...message }), { code: 'USAGE' });
  });
}

test('* is a target of OPTIONS', () => {
  assert.match(text({ method: 'OPTIONS', target: '*' }), /^OPTIONS \* HTTP\/1\.1\r\n/);
});

test('whatever the values are, a server sees these fields, this body and nothing more', async () => {
  const value = fc.string({ unit: 'grapheme-ascii', maxLength: 20 });
  const headers = fc.array(fc.tuple(fc.stringMatching(/^x-[a-z\d]{1,8}$/), value), {
    maxLength: 5,
  });
  const body = fc.option(fc.uint8Array({ maxLength: 200 }), { nil: undefined });
  await fc.assert(
    fc.asyncProperty(headers, body, async (fields, bytes) => {
      const message = { ...plain, method: 'PUT', headers: [...fields], body: bytes };
      const seen = await seenByServer(prepareHttp1(message).head);
      assert.deepEqual(seen.rawHeaders, [
        'Host',
        plain.authority,
        ...fields.flatMap(([name, text_]) => [name, text_.trim()]),
        'Content-Length',
        String(bytes?.length ?? 0),
      ]);
      assert.deepEqual([...seen.body], [...(bytes ?? [])]);
    }),
    { numRuns: 50 },
  );
});

async function seenByServer(
  bytes: Uint8Array,
): Promise<{ readonly rawHeaders: readonly string[]; readonly body: Buffer }> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  server.once('request', resolve);
  const socket = connect(portOf(server.address()), '127.0.0.1');
  socket.on('error', reject);
  // A server that refuses the bytes answers without a request.
  socket.on('data', (data) => reject(new Error(data.toString())));
  socket.write(bytes);
  try {
    const request = await promise;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    return { rawHeaders: request.rawHeaders, body: Buffer.concat(chunks) };
  } finally {
    socket.destroy();
    server.removeAllListeners('request');
  }
}

function portOf(address: string | AddressInfo | null): number {
  assert.ok(typeof address === 'object' && address !== null);
  return address.port;
}
