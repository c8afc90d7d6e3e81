import assert from 'node:assert/strict';
import { once } from 'node:events';
import * as http from 'node:http';
import * as https from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import { test } from 'node:test';
import { bodyText, createDriver, request } from '../../../test/support/h2-driver.ts';
import { serveNode } from '../../../test/support/h2-node-server.ts';
import { selfSigned } from '../../../test/support/self-signed.ts';

// Against Node's own server, which is nghttp2.

test('a response with its fields, body and times', async () => {
  await using server = await serveNode((stream) => {
    stream.respond({ ':status': 201, 'x-a': 'b', date: 'today' });
    setTimeout(() => stream.end('hello'), 150);
  });
  using driver = createDriver({ port: server.port });
  const finished = await driver.send(request());
  assert.equal(finished.fault, 'none');
  assert.equal(finished.status, 201);
  assert.equal(finished.headers, 'HTTP/2 201\r\nx-a: b\r\ndate: today\r\n\r\n');
  assert.equal(bodyText(finished), 'hello');
  const { startedMs, sentMs, firstByteMs, endedMs } = finished;
  assert.ok(startedMs > 0 && startedMs < sentMs, 'the connection is part of the time');
  assert.ok(sentMs <= firstByteMs && firstByteMs + 30 < endedMs);
  // HEADERS, DATA with 5 bytes, and the DATA that ends the stream.
  assert.ok(finished.bytesReceived > 9 + 9 + 5 && finished.bytesReceived < 80);
  assert.equal(finished.bytesSent, 9 + request().head.length);
});

test('what nobody asked for is not kept', async () => {
  await using server = await serveNode((stream) => {
    stream.respond({ ':status': 200, 'content-length': 5 });
    stream.end('hello');
  });
  using driver = createDriver({ port: server.port });
  const nothing = await driver.send(request({ keep: 'nothing' }));
  assert.deepEqual([nothing.headers, nothing.body, nothing.status], [undefined, undefined, 200]);
  const headers = await driver.send(request({ keep: 'headers' }));
  assert.deepEqual([headers.headers?.slice(0, 12), headers.body], ['HTTP/2 200\r\n', undefined]);
});

test('responses without content: 204, 304, HEAD', async () => {
  await using server = await serveNode((stream, headers) => {
    const status = Number(headers[':path']?.slice(1));
    stream.respond({ ':status': status, 'content-length': 100 }, { endStream: true });
  });
  using driver = createDriver({ port: server.port });
  for (const [method, status] of [
    ['GET', 204],
    ['GET', 304],
    ['HEAD', 200],
  ] as const) {
    const finished = await driver.send(request({ method, target: `/${status}` }));
    assert.deepEqual([finished.fault, finished.status, bodyText(finished)], ['none', status, '']);
  }
  const cut = await driver.send(request({ target: '/200' }));
  assert.deepEqual([cut.fault, cut.status], ['truncated response', 200]);
});

test('preludes and trailers are no responses', async () => {
  await using server = await serveNode((stream) => {
    stream.additionalHeaders({ ':status': 103, link: '</a.css>; rel=preload' });
    stream.additionalHeaders({ ':status': 100 });
    stream.respond({ ':status': 200, 'x-a': 'b' }, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'x-checksum': '1' }));
    stream.end('hello');
  });
  using driver = createDriver({ port: server.port });
  const { fault, status, headers = '', body } = await driver.send(request());
  assert.deepEqual([fault, status, bodyText({ body })], ['none', 200, 'hello']);
  assert.match(headers, /^HTTP\/2 200\r\nx-a: b\r\n/);
  assert.doesNotMatch(headers, /link|checksum/);
});

test('every byte a value can hold is decoded as nghttp2 encoded it', async () => {
  // Texts that Huffman code makes shorter, so that it is used.
  const values = Array.from({ length: 256 }, (_, byte) => byte)
    .filter((byte) => byte >= 32 && byte !== 127)
    .map((byte) => `aaaaeeeeaaaa${String.fromCharCode(byte)}aaaaeeeeaaaaoooo`);
  await using server = await serveNode((stream) => {
    stream.respond({ ':status': 200, 'x-all': values.slice(0, 128), 'x-more': values.slice(128) });
    stream.end();
  });
  using driver = createDriver({ port: server.port });
  const { fault, headers = '' } = await driver.send(request());
  assert.equal(fault, 'none');
  const found = headers
    .split('\r\n')
    .flatMap((line) => /^x-(?:all|more): (.*)$/.exec(line)?.[1] ?? []);
  assert.deepEqual(found, values);
});

test('large header blocks and bodies, both ways', async () => {
  const body = Buffer.alloc(3_000_000, 'abcdefg');
  await using server = await serveNode(
    (stream) => {
      stream.respond({
        ':status': 200,
        'x-long': 'ü~'.repeat(20_000),
        'content-length': body.length,
      });
      stream.pipe(stream);
    },
    { maxHeaderListSize: 200_000 },
  );
  using driver = createDriver({ port: server.port });
  const long = '~~'.repeat(20_000);
  const finished = await driver.send(
    request({ method: 'POST', headers: [['x-long', long]], body }),
  );
  assert.deepEqual([finished.fault, finished.status], ['none', 200]);
  assert.ok((finished.headers?.length ?? 0) > 40_000);
  assert.ok(body.equals(finished.body ?? Buffer.alloc(0)));
  // Three frames of the head, and a frame for each 16 KiB at the least.
  assert.ok(finished.bytesSent > 40_000 + 3_000_000 + Math.ceil(3_000_000 / 2 ** 14) * 9);
});

test('bodies keep to small windows, and to windows that change', async () => {
  await using server = await serveNode(
    (stream) => {
      let received = 0;
      stream.on('data', (chunk: Buffer) => {
        if (received === 0) stream.session?.settings({ initialWindowSize: 7 });
        received += chunk.length;
        if (received > 2000) stream.session?.settings({ initialWindowSize: 3000 });
      });
      stream.on('end', () => {
        stream.respond({ ':status': 200 });
        stream.end(String(received));
      });
    },
    { initialWindowSize: 100 },
  );
  using driver = createDriver({ port: server.port, count: 3 });
  const bodies = [500, 5000, 20_000].map((size) => Buffer.alloc(size, 'x'));
  // So that the small window is known from the start; Node closes connections that ignore it.
  assert.equal(await driver.channels[0]?.open(), 0);
  const all = await Promise.all(
    bodies.map((body, place) => driver.send(request({ method: 'PUT', body }), place)),
  );
  assert.deepEqual(
    all.map((finished) => [finished.fault, bodyText(finished)]),
    [
      ['none', '500'],
      ['none', '5000'],
      ['none', '20000'],
    ],
  );
});

test('channels share a connection, and wait where the server allows fewer streams', async () => {
  let open = 0;
  let most = 0;
  await using server = await serveNode(
    (stream) => {
      open += 1;
      most = Math.max(most, open);
      setTimeout(() => {
        open -= 1;
        stream.respond({ ':status': 200 }, { endStream: true });
      }, 20);
    },
    { maxConcurrentStreams: 2 },
  );
  using driver = createDriver({ port: server.port, count: 6 });
  assert.equal(await driver.channels[3]?.open(), 0);
  const all = await Promise.all(driver.channels.map((_, place) => driver.send(request(), place)));
  assert.ok(all.every(({ fault, status }) => fault === 'none' && status === 200));
  assert.equal(most, 2);
  assert.equal(driver.connections.opened, 1);
  const waits = all.map(({ startedMs, sentMs }) => sentMs - startedMs);
  assert.ok(waits.slice(0, 2).every((waitMs) => waitMs < 10));
  assert.ok(
    all.slice(4).every(({ startedMs, endedMs }) => endedMs - startedMs > 50),
    'waiting is part of the time',
  );
});

test('a limit of streams that is raised lets those go that wait', async () => {
  const streams: (() => void)[] = [];
  await using server = await serveNode(
    (stream) => {
      streams.push(() => stream.respond({ ':status': 200 }, { endStream: true }));
      if (streams.length === 1) stream.session?.settings({ maxConcurrentStreams: 4 });
      if (streams.length === 4) for (const respond of streams) respond();
    },
    { maxConcurrentStreams: 1 },
  );
  using driver = createDriver({ port: server.port, count: 4 });
  await driver.channels[0]?.open();
  const all = await Promise.all(driver.channels.map((_, place) => driver.send(request(), place)));
  assert.deepEqual(
    all.map(({ fault }) => fault),
    ['none', 'none', 'none', 'none'],
  );
});

test('a server that wants no header table is told that none is needed', async () => {
  await using server = await serveNode(
    (stream) => stream.respond({ ':status': 200 }, { endStream: true }),
    { headerTableSize: 0 },
  );
  using driver = createDriver({ port: server.port });
  for (let turn = 0; turn < 3; turn += 1) {
    assert.equal((await driver.send(request())).fault, 'none');
  }
  server.sessions[0]?.settings({ headerTableSize: 100 });
  await delay(20);
  server.sessions[0]?.settings({ headerTableSize: 50 });
  await delay(20);
  assert.equal((await driver.send(request())).fault, 'none');
  assert.equal(driver.connections.opened, 1);
});

test('pings are answered', async () => {
  await using server = await serveNode((stream) => {
    stream.session?.ping(Buffer.from('12345678'), (_, __, payload) => {
      stream.respond({ ':status': 200 });
      stream.end(payload);
    });
  });
  using driver = createDriver({ port: server.port });
  assert.equal(bodyText(await driver.send(request())), '12345678');
});

test('a server that says goodbye finishes what it has begun; the next request opens a connection', async () => {
  await using server = await serveNode((stream, headers) => {
    if (headers[':path'] === '/last') stream.session?.close();
    setTimeout(() => {
      stream.respond({ ':status': 200 }, { endStream: true });
    }, 20);
  });
  using driver = createDriver({ port: server.port, count: 2 });
  const [slow, last] = [driver.send(request()), driver.send(request({ target: '/last' }), 1)];
  assert.deepEqual([(await slow).fault, (await last).fault], ['none', 'none']);
  assert.equal((await driver.send(request())).fault, 'none');
  assert.equal(driver.connections.opened, 2);
});

test('a connection that is closed while idle is opened again', async () => {
  await using server = await serveNode((stream) =>
    stream.respond({ ':status': 200 }, { endStream: true }),
  );
  using driver = createDriver({ port: server.port });
  await driver.send(request());
  server.sessions[0]?.destroy();
  await delay(30);
  assert.equal(driver.connections.closedIdle, 1);
  assert.equal((await driver.send(request())).fault, 'none');
  assert.equal(driver.connections.opened, 2);
});

test('a stream that is reset leaves the others alone', async () => {
  await using server = await serveNode((stream, headers) => {
    if (headers[':path'] === '/reset') stream.close(2);
    else setTimeout(() => stream.respond({ ':status': 200 }, { endStream: true }), 20);
  });
  using driver = createDriver({ port: server.port, count: 2 });
  const [other, reset] = [driver.send(request()), driver.send(request({ target: '/reset' }), 1)];
  assert.equal((await reset).fault, 'stream reset');
  assert.equal((await other).fault, 'none');
});

test('a connection whose identifiers are used up is replaced', async () => {
  await using server = await serveNode((stream) =>
    setImmediate(() => stream.respond({ ':status': 200 }, { endStream: true })),
  );
  using driver = createDriver({ port: server.port, count: 2, firstStreamId: 2 ** 31 - 41 });
  const run = async (place: number): Promise<void> => {
    for (let turn = 0; turn < 40; turn += 1) {
      assert.equal((await driver.send(request(), place)).fault, 'none');
    }
  };
  await Promise.all([run(0), run(1)]);
  assert.ok(driver.connections.opened > 3);
});

const identity = selfSigned();
const tlsTest = { skip: identity === undefined && 'there is no openssl' };

test('over TLS', tlsTest, async () => {
  await using server = await serveNode(
    (stream) => {
      stream.respond({ ':status': 200 });
      stream.end(Buffer.alloc(200_000, 'x'));
    },
    {},
    identity,
  );
  const tls = { insecure: false, ca: identity?.cert, cert: undefined, key: undefined };
  using driver = createDriver({ port: server.port, count: 2, tls: { ...tls, alpn: ['h2'] } });
  const all = await Promise.all([driver.send(request()), driver.send(request(), 1)]);
  assert.deepEqual(
    all.map(({ fault, body }) => [fault, body?.length]),
    [
      ['none', 200_000],
      ['none', 200_000],
    ],
  );
  using untrusting = createDriver({
    port: server.port,
    tls: { ...tls, ca: undefined, alpn: ['h2'] },
  });
  assert.equal((await untrusting.send(request())).fault, 'TLS error');
});

for (const isTls of [false, true]) {
  const options = isTls ? tlsTest : {};
  test(`a server of HTTP/1.1, with TLS: ${isTls}: malformed response`, options, async () => {
    const server = isTls ? https.createServer({ ...identity }) : http.createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const tls = { insecure: true, ca: undefined, cert: undefined, key: undefined };
    const offers = isTls ? { tls: { ...tls, alpn: ['h2', 'http/1.1'] } } : {};
    using driver = createDriver({ port, count: 2, ...offers });
    const all = await Promise.all([driver.send(request()), driver.send(request(), 1)]);
    assert.deepEqual(
      all.map(({ fault, status }) => [fault, status]),
      [
        ['malformed response', 0],
        ['malformed response', 0],
      ],
    );
    server.closeAllConnections();
    server.close();
  });
}

test('nothing that listens: every exchange says so, never within send', async () => {
  const { port } = await (async () => {
    await using server = await serveNode(() => {});
    return { port: server.port };
  })();
  using driver = createDriver({ port, count: 3 });
  const all = await Promise.all(driver.channels.map((_, place) => driver.send(request(), place)));
  for (const { fault, status, sentMs, firstByteMs } of all) {
    assert.deepEqual([fault, status, sentMs, firstByteMs], ['connection refused', 0, 0, 0]);
  }
  assert.notEqual(await driver.channels[0]?.open(), 0);
  assert.equal(driver.connections.opened, 0);
});
