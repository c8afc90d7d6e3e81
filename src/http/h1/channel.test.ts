import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { serveDeaf } from '../../../test/support/deaf-server.ts';
import {
  createDriver,
  type DriverOptions,
  get,
  originAt,
} from '../../../test/support/h1-driver.ts';
import { closedPort, type OnRequest, serveBytes } from '../../../test/support/raw-server.ts';
import { type FaultName, faultOf } from '../fault.ts';

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello';

interface FaultCase {
  readonly name: string;
  readonly server: (socket: Socket) => void;
  readonly fault: FaultName;
  /** Of the exchange: what was understood before it went wrong. */
  readonly status?: number;
  readonly options?: Omit<DriverOptions, 'origin'>;
}

const faults: readonly FaultCase[] = [
  {
    name: 'a reset before the first byte',
    server: (socket) => socket.resetAndDestroy(),
    fault: 'connection reset',
  },
  {
    name: 'a reset in mid-head',
    server: (socket) => sayThen(socket, 'HTTP/1.1 200 OK\r\nX: ', () => socket.resetAndDestroy()),
    fault: 'connection reset',
  },
  {
    name: 'a reset in mid-body',
    server: (socket) =>
      sayThen(socket, 'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhel', () =>
        socket.resetAndDestroy(),
      ),
    fault: 'connection reset',
    status: 200,
  },
  {
    name: 'a close before the first byte',
    server: (socket) => socket.end(),
    fault: 'connection closed',
  },
  {
    name: 'a close in mid-head',
    server: (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-'),
    fault: 'truncated response',
  },
  {
    name: 'a close in mid-body',
    server: (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhel'),
    fault: 'truncated response',
    status: 200,
  },
  {
    name: 'a close before the last chunk',
    server: (socket) =>
      socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n'),
    fault: 'truncated response',
    status: 200,
  },
  {
    name: 'a close after a 1xx',
    server: (socket) => socket.end('HTTP/1.1 100 Continue\r\n\r\n'),
    fault: 'truncated response',
  },
  {
    name: 'another protocol',
    server: (socket) => socket.write('220 mail.example.com ESMTP\r\n'),
    fault: 'malformed response',
  },
  {
    name: 'contradicting lengths',
    server: (socket) =>
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx'),
    fault: 'malformed response',
  },
  {
    name: 'two responses to one request',
    server: (socket) => socket.write(ok + ok),
    fault: 'malformed response',
    status: 200,
  },
  {
    name: 'silence, with a limit on the first byte',
    server: () => undefined,
    fault: 'first byte timeout',
    options: { firstByteMs: 50 },
  },
  {
    name: 'silence, with a limit on the whole',
    server: () => undefined,
    fault: 'first byte timeout',
    options: { totalMs: 50 },
  },
  {
    name: 'a slow loris',
    server: (socket) => dripping(socket, ok, 20),
    fault: 'response timeout',
    options: { totalMs: 150 },
  },
  {
    name: 'a body that never ends',
    server: (socket) => socket.write('HTTP/1.1 200 OK\r\n\r\nmore and'),
    fault: 'response timeout',
    status: 200,
    options: { totalMs: 60 },
  },
];

for (const { name, server, fault, status = 0, options } of faults) {
  test(`${name} is a ${fault}, and the next request has a connection of its own`, async () => {
    await using served = await serveBytes((socket, { connection }) => {
      if (connection === 0) server(socket);
      else socket.write(ok);
    });
    using driver = createDriver({ origin: originAt(served.port), ...options });
    const first = await driver.send();
    assert.deepEqual([first.fault, first.status], [fault, status]);
    assert.ok(first.sentMs > 0 && first.endedMs >= first.sentMs);
    const { fault: none, text } = await driver.send();
    assert.deepEqual([none, text], ['none', 'hello']);
    assert.deepEqual(driver.connections, { opened: 2, closedIdle: 0 });
  });
}

test('nobody listens: connection refused, and nothing was sent', async () => {
  using driver = createDriver({ origin: originAt(await closedPort()) });
  const { fault, status, sentMs, bytesSent, firstByteMs } = await driver.send();
  assert.deepEqual(
    [fault, status, sentMs, bytesSent, firstByteMs],
    ['connection refused', 0, 0, 0, 0],
  );
  assert.equal(await driver.open(), 'connection refused');
  assert.deepEqual(driver.connections, { opened: 0, closedIdle: 0 });
});

test('a listener whose queue is full: connection timeout', async () => {
  await using server = await serveDeaf(true);
  using driver = createDriver({ origin: originAt(server.port), connectMs: 100 });
  const { fault, sentMs, startedMs, endedMs } = await driver.send();
  assert.deepEqual([fault, sentMs], ['connection timeout', 0]);
  assert.ok(endedMs - startedMs >= 100);
  assert.equal(await driver.open(), 'connection timeout');
});

test('a listener that never accepts is silent like any other', async () => {
  await using server = await serveDeaf(false);
  using driver = createDriver({ origin: originAt(server.port), firstByteMs: 60 });
  assert.equal((await driver.send()).fault, 'first byte timeout');
});

test('the limit on the whole also holds while a connection is being opened', async () => {
  await using server = await serveDeaf(true);
  using driver = createDriver({ origin: originAt(server.port), connectMs: 5000, totalMs: 80 });
  const { fault, startedMs, endedMs } = await driver.send();
  assert.equal(fault, 'connection timeout');
  assert.ok(endedMs - startedMs < 4500);
});

test('one connection carries one request after the other', async () => {
  await using server = await serveBytes((socket) => socket.write(ok));
  using driver = createDriver({ origin: originAt(server.port) });
  for (let turn = 0; turn < 20; turn += 1) {
    const { fault, status, text } = await driver.send();
    assert.deepEqual([fault, status, text], ['none', 200, 'hello']);
  }
  assert.equal(server.sockets.length, 1);
  assert.deepEqual(driver.connections, { opened: 1, closedIdle: 0 });
});

test('times are in order, and bytes are those of the wire', async () => {
  await using server = await serveBytes((socket) => dripping(socket, ok, 10));
  using driver = createDriver({ origin: originAt(server.port) });
  const request = get();
  const beforeMs = performance.now();
  const done = await driver.send(request);
  const order = [beforeMs, done.startedMs, done.sentMs, done.firstByteMs, done.endedMs];
  assert.deepEqual(
    order.toSorted((a, b) => a - b),
    order,
  );
  assert.ok(done.endedMs - done.firstByteMs >= 10);
  assert.deepEqual([done.bytesSent, done.bytesReceived], [request.head.length, ok.length]);
});

test('a close between two requests is no fault, and is counted', async () => {
  await using server = await serveBytes((socket) => {
    socket.write(ok);
    setTimeout(() => socket.end(), 5);
  });
  using driver = createDriver({ origin: originAt(server.port) });
  for (let turn = 0; turn < 3; turn += 1) {
    assert.equal((await driver.send()).fault, 'none');
    await until(() => driver.connections.closedIdle === turn + 1);
  }
  assert.deepEqual(driver.connections, { opened: 3, closedIdle: 3 });
});

test('a reset between two requests is no fault either', async () => {
  await using server = await serveBytes((socket) => socket.write(ok));
  using driver = createDriver({ origin: originAt(server.port) });
  assert.equal((await driver.send()).fault, 'none');
  server.sockets[0]?.resetAndDestroy();
  await until(() => driver.connections.closedIdle === 1);
  assert.equal((await driver.send()).fault, 'none');
});

for (const [name, head] of [
  ['Connection: close', 'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok'],
  ['HTTP/1.0', 'HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok'],
] as const) {
  test(`${name}: each request has a connection of its own, closed by us`, async () => {
    await using server = await serveBytes((socket) => socket.write(head));
    using driver = createDriver({ origin: originAt(server.port) });
    for (let turn = 0; turn < 3; turn += 1) assert.equal((await driver.send()).fault, 'none');
    assert.equal(server.sockets.length, 3);
    await until(() => server.sockets.every(({ readableEnded }) => readableEnded));
    assert.equal(driver.connections.closedIdle, 0);
  });
}

test('a body that ends with the connection is whole', async () => {
  await using server = await serveBytes((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nall of it'));
  using driver = createDriver({ origin: originAt(server.port) });
  for (let turn = 0; turn < 2; turn += 1) {
    const { fault, text } = await driver.send();
    assert.deepEqual([fault, text], ['none', 'all of it']);
  }
});

test('words that nobody asked for cost the connection, and no request', async () => {
  const late = 'HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n';
  await using server = await serveBytes((socket) => {
    socket.write(ok);
    setTimeout(() => socket.write(late), 5);
  });
  using driver = createDriver({ origin: originAt(server.port) });
  for (let turn = 0; turn < 2; turn += 1) {
    const { fault, status } = await driver.send();
    assert.deepEqual([fault, status], ['none', 200]);
    await until(() => server.sockets.every(({ readableEnded }) => readableEnded));
  }
  assert.equal(server.sockets.length, 2);
});

test('of a response is kept what was asked for', async () => {
  await using server = await serveBytes((socket) => socket.write(ok));
  using driver = createDriver({ origin: originAt(server.port) });
  const head = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n';
  const kept = async (keep: 'nothing' | 'headers' | 'body'): Promise<unknown> => {
    const { headers, body, bytesReceived } = await driver.send(get({ keep }));
    return [headers, body && Buffer.from(body).toString(), bytesReceived];
  };
  assert.deepEqual(await kept('body'), [head, 'hello', ok.length]);
  assert.deepEqual(await kept('headers'), [head, undefined, ok.length]);
  assert.deepEqual(await kept('nothing'), [undefined, undefined, ok.length]);
});

test('a kept body is a copy: what the next response brings does not change it', async () => {
  await using server = await serveBytes((socket, { turn }) =>
    socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n${String(turn).repeat(5)}`),
  );
  using driver = createDriver({ origin: originAt(server.port) });
  const first = await driver.send();
  const second = await driver.send();
  const texts = [first, second].map(({ body }) => Buffer.from(body ?? []).toString());
  assert.deepEqual(texts, ['00000', '11111']);
});

test('what was kept of one response is never handed out with the next exchange', async () => {
  const closing =
    'HTTP/1.1 200 OK\r\nConnection: close\r\nSet-Cookie: a=1\r\nContent-Length: 0\r\n\r\n';
  const server = await serveBytes((socket) => socket.write(closing));
  using driver = createDriver({ origin: originAt(server.port) });
  assert.match((await driver.send()).headers ?? '', /a=1/);
  await server[Symbol.asyncDispose]();
  const { fault, status, headers, body } = await driver.send();
  assert.deepEqual([fault, status, headers, body], ['connection refused', 0, undefined, undefined]);
});

test('a response to HEAD has no body, whatever its length says', async () => {
  await using server = await serveBytes((socket) =>
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n'),
  );
  using driver = createDriver({ origin: originAt(server.port) });
  for (let turn = 0; turn < 2; turn += 1) {
    const { fault, text } = await driver.send(get({ method: 'HEAD' }));
    assert.deepEqual([fault, text], ['none', '']);
  }
  assert.equal(server.sockets.length, 1);
});

test('a large body arrives whole, in many reads', async () => {
  const body = 'x'.repeat(3_000_000);
  await using server = await serveBytes((socket) =>
    socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`),
  );
  using driver = createDriver({ origin: originAt(server.port) });
  for (let turn = 0; turn < 2; turn += 1) {
    const { fault, text } = await driver.send();
    assert.equal(fault, 'none');
    assert.ok(text === body);
  }
});

test('a large request arrives whole', async () => {
  const body = Buffer.alloc(2_000_000, 'y');
  let received = 0;
  await using server = await serveBytes((socket, { text }) => {
    received += text.length;
    if (received === request.head.length) socket.write(ok);
  });
  const request = get({ method: 'POST', body });
  using driver = createDriver({ origin: originAt(server.port) });
  const { fault, bytesSent } = await driver.send(request);
  assert.deepEqual([fault, bytesSent], ['none', request.head.length]);
});

test('what is opened ahead is used, and is opened once', async () => {
  await using server = await serveBytes((socket) => socket.write(ok));
  using driver = createDriver({ origin: originAt(server.port) });
  assert.equal(await driver.open(), 'none');
  assert.equal(await driver.open(), 'none');
  assert.equal((await driver.send()).fault, 'none');
  assert.deepEqual([server.sockets.length, driver.connections.opened], [1, 1]);
});

test('a request that comes while the connection is being opened waits for it', async () => {
  await using server = await serveBytes((socket) => socket.write(ok));
  using driver = createDriver({ origin: originAt(server.port) });
  const opened = driver.open();
  const { fault, startedMs, sentMs } = await driver.send();
  assert.deepEqual([await opened, fault, server.sockets.length], ['none', 'none', 1]);
  assert.ok(sentMs > startedMs);
});

test('abort ends the exchange at once, and its connection', async () => {
  await using server = await serveBytes((socket, { connection }) => {
    if (connection > 0) socket.write(ok);
  });
  using driver = createDriver({ origin: originAt(server.port) });
  await driver.open();
  const sent = driver.send();
  driver.channel.abort(faultOf('unfinished at the end'));
  assert.equal(driver.channel.busy, false);
  const { fault, sentMs } = await sent;
  assert.equal(fault, 'unfinished at the end');
  assert.ok(sentMs > 0);
  assert.equal((await driver.send()).fault, 'none');
});

test('what is aborted while its connection is being opened was never sent', async () => {
  await using server = await serveDeaf(true);
  using driver = createDriver({ origin: originAt(server.port) });
  const sent = driver.send();
  driver.channel.abort(faultOf('unfinished at the end'));
  assert.deepEqual([(await sent).fault, (await sent).sentMs], ['unfinished at the end', 0]);
});

test('close says nothing more, to nobody', async () => {
  await using server = await serveBytes(() => undefined);
  using driver = createDriver({ origin: originAt(server.port) });
  await driver.open();
  void driver.send();
  await until(() => server.sockets.length === 1);
  driver.channel.close();
  await until(() => server.sockets.every(({ readableEnded }) => readableEnded));
  assert.equal(driver.connections.closedIdle, 0);
});

test('opening that the server ends at once is no idle close', async () => {
  const server = await serveDeaf(true);
  using driver = createDriver({ origin: originAt(server.port) });
  const opened = driver.open();
  driver.channel.abort(faultOf('unfinished at the end'));
  assert.equal(await opened, 'unfinished at the end');
  await server[Symbol.asyncDispose]();
  assert.equal(driver.connections.closedIdle, 0);
});

/** Any cut of responses, on a real socket. */
test('it does not matter how the bytes of a response are spread over packets', async () => {
  const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n';
  const onRequest: OnRequest = (socket, { turn }) => {
    const cut = (turn >> 1) + 1;
    const text = turn % 2 === 0 ? ok : chunked;
    socket.write(text.slice(0, cut));
    setTimeout(() => socket.write(text.slice(cut)), 1);
  };
  await using server = await serveBytes(onRequest);
  using driver = createDriver({ origin: originAt(server.port) });
  for (let turn = 0; turn < 2 * (ok.length - 1); turn += 1) {
    const { fault, text } = await driver.send();
    assert.deepEqual([fault, text], ['none', 'hello'], `turn ${turn}`);
  }
});

function sayThen(socket: Socket, text: string, then: () => void): void {
  // What is still in the buffer when a connection is reset is lost.
  socket.write(text, () => setTimeout(then, 20));
}

/** Byte by byte. */
function dripping(socket: Socket, text: string, everyMs: number): void {
  let at = 0;
  const timer = setInterval(() => {
    if (socket.destroyed || at === text.length) return clearInterval(timer);
    socket.write(text.charAt(at));
    at += 1;
  }, everyMs);
}

async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; !holds(); turn += 1) {
    assert.ok(turn < 2000, 'What a test waits for did not come about.');
    await delay(2);
  }
}
