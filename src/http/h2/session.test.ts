import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { test } from 'node:test';
import * as fc from 'fast-check';
import {
  bodyText,
  createDriver,
  type DriverOptions,
  type Finished,
  request,
} from '../../../test/support/h2-driver.ts';
import {
  data,
  flags,
  frame,
  frameTypes,
  headers,
  literal,
  ok,
  type RawConnection,
  type RawFrame,
  serveRaw,
  settings,
  uint32,
} from '../../../test/support/h2-raw-server.ts';

// Against a server that says things that no good server says, at moments of its choice.

const { endStream, endHeaders, padded, priority } = flags;
const { goAway, reset, windowUpdate, continuation, ping } = frameTypes;
const lengthOf = (bytes: number): Buffer => literal('content-length', String(bytes));

interface Case {
  readonly what: string;
  /** What the server answers to the first request, on stream 1. */
  readonly answer: readonly Uint8Array[];
  readonly fault: Finished['fault'];
  readonly status?: number;
  readonly body?: string;
  /** What the client says about it: the error code of RST_STREAM or GOAWAY. */
  readonly reset?: number;
  readonly goAway?: number;
}

const cases: readonly Case[] = [
  {
    what: 'padding and priority in all frames that can have them',
    answer: [
      frame(
        frameTypes.headers,
        endHeaders | padded | priority,
        1,
        Buffer.of(3),
        uint32(0x80_00_00_05),
        Buffer.of(16),
        ok,
        Buffer.alloc(3),
      ),
      frame(frameTypes.priority, 0, 1, uint32(3), Buffer.of(1)),
      frame(frameTypes.data, padded, 1, Buffer.of(200), Buffer.from('he'), Buffer.alloc(200)),
      frame(frameTypes.data, padded, 1, Buffer.of(0), Buffer.from('llo')),
      frame(frameTypes.data, padded | endStream, 1, Buffer.of(1), Buffer.alloc(1)),
    ],
    fault: 'none',
    status: 200,
    body: 'hello',
  },
  {
    what: 'a header block in pieces, one of them empty, the end of the stream in the first',
    answer: [
      frame(frameTypes.headers, endStream, 1, ok.subarray(0, 0)),
      frame(continuation, 0, 1, ok),
      frame(continuation, 0, 1),
      frame(continuation, endHeaders, 1, literal('a', 'b')),
    ],
    fault: 'none',
    status: 200,
  },
  {
    what: 'unknown frames, and unknown settings',
    answer: [
      frame(77, 0xff, 1, Buffer.from('what?')),
      settings([0x9999, 5]),
      frame(frameTypes.settings, flags.ack, 0),
      frame(ping, flags.ack, 0, Buffer.alloc(8)),
      headers(1, ok, endStream),
    ],
    fault: 'none',
    status: 200,
  },
  {
    what: 'less content than announced',
    answer: [headers(1, Buffer.concat([ok, lengthOf(10)])), data(1, 'hello', endStream)],
    fault: 'truncated response',
    status: 200,
    body: 'hello',
  },
  {
    what: 'less content than announced, before trailers',
    answer: [
      headers(1, Buffer.concat([ok, lengthOf(10)])),
      data(1, 'hello'),
      headers(1, literal('a', 'b'), endStream),
    ],
    fault: 'truncated response',
    status: 200,
  },
  {
    what: 'more content than announced',
    answer: [headers(1, Buffer.concat([ok, lengthOf(4)])), data(1, 'hello', endStream)],
    fault: 'malformed response',
    status: 200,
  },
  {
    what: 'content without a head',
    answer: [data(1, 'hello', endStream)],
    fault: 'malformed response',
    status: 0,
  },
  {
    what: 'a head without a status',
    answer: [headers(1, literal('a', 'b'))],
    fault: 'malformed response',
    status: 0,
    reset: 1,
  },
  {
    what: 'a head with two lengths',
    answer: [headers(1, Buffer.concat([ok, lengthOf(1), lengthOf(2)]))],
    fault: 'malformed response',
    reset: 1,
  },
  {
    what: 'a second head that does not end the stream',
    answer: [headers(1, ok), headers(1, literal('a', 'b'))],
    fault: 'malformed response',
    reset: 1,
  },
  {
    what: 'a second status',
    answer: [headers(1, ok), headers(1, ok, endStream)],
    fault: 'malformed response',
  },
  {
    what: 'a prelude that ends the stream',
    answer: [headers(1, literal(':status', '103'), endStream)],
    fault: 'malformed response',
  },
  {
    what: 'a change of protocol',
    answer: [headers(1, literal(':status', '101'))],
    fault: 'malformed response',
    reset: 1,
  },
  {
    what: 'a window that grows by nothing',
    answer: [frame(windowUpdate, 0, 1, uint32(0))],
    fault: 'malformed response',
    reset: 1,
  },
  { what: 'a reset', answer: [frame(reset, 0, 1, uint32(7))], fault: 'stream reset', status: 0 },
  {
    what: 'a reset in the middle of a response',
    answer: [headers(1, ok), data(1, 'he'), frame(reset, 0, 1, uint32(2))],
    fault: 'stream reset',
    status: 200,
    body: 'he',
  },
  {
    what: 'a frame that is too large',
    answer: [frame(frameTypes.headers, endHeaders, 1, Buffer.alloc(16_385))],
    fault: 'malformed response',
    goAway: 6,
  },
  {
    what: 'HTTP/1.1',
    answer: [Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')],
    fault: 'malformed response',
    goAway: 6,
  },
  {
    what: 'a header block that refers to nothing',
    answer: [headers(1, Buffer.of(0xff, 0x10), endStream)],
    fault: 'malformed response',
    goAway: 9,
  },
  {
    what: 'a head on a stream that was never opened',
    answer: [headers(3, ok, endStream)],
    fault: 'malformed response',
    goAway: 1,
  },
  {
    what: 'content on a stream of the server',
    answer: [data(2, 'hello')],
    fault: 'malformed response',
    goAway: 1,
  },
  {
    what: 'content on the connection',
    answer: [data(0, 'hello')],
    fault: 'malformed response',
    goAway: 1,
  },
  {
    what: 'a push',
    answer: [frame(frameTypes.push, endHeaders, 1, uint32(2), ok)],
    fault: 'malformed response',
    goAway: 1,
  },
  {
    what: 'something else between the pieces of a header block',
    answer: [frame(frameTypes.headers, 0, 1, ok), frame(ping, 0, 0, Buffer.alloc(8))],
    fault: 'malformed response',
    goAway: 1,
  },
  {
    what: 'content between the pieces of a header block',
    answer: [frame(frameTypes.headers, 0, 1, ok), data(1, 'hello')],
    fault: 'malformed response',
    goAway: 1,
  },
  {
    what: 'the rest of a header block on another stream',
    answer: [frame(frameTypes.headers, 0, 1, ok), frame(continuation, endHeaders, 3)],
    fault: 'malformed response',
    goAway: 1,
  },
  {
    what: 'the rest of a header block that is whole',
    answer: [headers(1, ok), frame(continuation, endHeaders, 1)],
    fault: 'malformed response',
    goAway: 1,
  },
  {
    what: 'a header block without end',
    answer: [
      frame(frameTypes.headers, 0, 1, ok),
      ...Array.from({ length: 20 }, () => frame(continuation, 0, 1, Buffer.alloc(16_384))),
    ],
    fault: 'malformed response',
    goAway: 11,
  },
  {
    what: 'pieces of a header block without content, without end',
    answer: [
      frame(frameTypes.headers, 0, 1, ok),
      ...Array.from({ length: 40_000 }, () => frame(continuation, 0, 1)),
    ],
    fault: 'malformed response',
    goAway: 11,
  },
  {
    what: 'a head with more padding than there is',
    answer: [frame(frameTypes.headers, endHeaders | padded, 1, Buffer.of(2), ok)],
    fault: 'malformed response',
    goAway: 1,
  },
  {
    what: 'a window of the connection that grows by nothing',
    answer: [frame(windowUpdate, 0, 0, uint32(0))],
    fault: 'malformed response',
    goAway: 3,
  },
  {
    what: 'a window of the connection that grows too large',
    answer: [frame(windowUpdate, 0, 0, uint32(2 ** 31 - 1))],
    fault: 'malformed response',
    goAway: 3,
  },
  {
    what: 'a setting that is out of range',
    answer: [settings([4, 2 ** 31])],
    fault: 'malformed response',
    goAway: 3,
  },
  {
    what: 'frames that servers cannot take, by a setting',
    answer: [settings([5, 100])],
    fault: 'malformed response',
    goAway: 1,
  },
  {
    what: 'a permission to push',
    answer: [settings([2, 1])],
    fault: 'malformed response',
    goAway: 1,
  },
  {
    what: 'settings that are cut',
    answer: [frame(frameTypes.settings, 0, 0, Buffer.alloc(5))],
    fault: 'malformed response',
    goAway: 6,
  },
  {
    what: 'settings on a stream',
    answer: [frame(frameTypes.settings, 0, 1)],
    fault: 'malformed response',
    goAway: 1,
  },
  {
    what: 'a ping of the wrong size',
    answer: [frame(ping, 0, 0, Buffer.alloc(7))],
    fault: 'malformed response',
    goAway: 6,
  },
  {
    what: 'a reset of the wrong size',
    answer: [frame(reset, 0, 1, Buffer.alloc(3))],
    fault: 'malformed response',
    goAway: 6,
  },
  {
    what: 'a reset of the connection',
    answer: [frame(reset, 0, 0, uint32(0))],
    fault: 'malformed response',
    goAway: 1,
  },
  {
    what: 'a goodbye of the wrong size',
    answer: [frame(goAway, 0, 0, uint32(0))],
    fault: 'malformed response',
    goAway: 6,
  },
  {
    what: 'a goodbye to a request that was not looked at, which is sent anew elsewhere',
    answer: [frame(goAway, 0, 0, uint32(0, 0))],
    fault: 'none',
    status: 200,
    goAway: 0,
  },
];

for (const { what, answer, fault, status, body, reset: resetCode, goAway: goAwayCode } of cases) {
  test(`${what}: ${fault}`, async () => {
    let answered = false;
    await using server = await serveRaw({
      onFrame({ type, id }, connection) {
        if (type !== frameTypes.headers) return;
        // The next connection is a good one; and so is this one, where it goes on.
        connection.send(...(answered ? [headers(id, ok, endStream)] : answer));
        answered = true;
      },
    });
    using driver = createDriver({ port: server.port });
    const finished = await driver.send(request());
    assert.equal(finished.fault, fault);
    if (status !== undefined) assert.equal(finished.status, status);
    if (body !== undefined) assert.equal(bodyText(finished), body);
    assert.equal((await driver.send(request())).fault, 'none', 'the next request succeeds');
    const isOver = goAwayCode !== undefined;
    assert.equal(driver.connections.opened, isOver ? 2 : 1);
    await delay(5);
    const said = server.connections[0]?.frames ?? [];
    assert.equal(codeOf(said, reset), resetCode);
    assert.equal(codeOf(said, goAway), goAwayCode);
  });
}

/** The error code of the client's last frame of a kind. */
function codeOf(frames: readonly RawFrame[], type: number): number | undefined {
  const found = frames.findLast((sent) => sent.type === type)?.payload;
  return found?.readUInt32BE(found.length - 4);
}

test('a server whose first frame is not SETTINGS does not speak HTTP/2', async () => {
  for (const greeting of [frame(ping, 0, 0, Buffer.alloc(8)), frame(frameTypes.settings, 1, 0)]) {
    await using server = await serveRaw({ greeting });
    using driver = createDriver({ port: server.port, count: 2 });
    const all = await Promise.all([driver.send(request()), driver.send(request(), 1)]);
    assert.deepEqual(
      all.map(({ fault }) => fault),
      ['malformed response', 'malformed response'],
    );
  }
});

test('a response is the same however its bytes are cut', async () => {
  const response = Buffer.concat([
    headers(1, literal(':status', '103')),
    frame(frameTypes.headers, padded, 1, Buffer.of(2), ok, Buffer.alloc(2)),
    frame(continuation, 0, 1, literal('x-name', 'value').subarray(0, 6)),
    frame(continuation, endHeaders, 1, literal('x-name', 'value').subarray(6)),
    data(1, 'hello, '),
    frame(ping, 0, 0, Buffer.from('12345678')),
    frame(frameTypes.data, padded, 1, Buffer.of(4), Buffer.from('world'), Buffer.alloc(4)),
    data(1, ''),
    headers(1, literal('x-checksum', '1'), endStream),
  ]);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: response.length }), { maxLength: 12 }),
      async (cuts) => {
        await using server = await serveRaw({
          onFrame({ type }, connection) {
            if (type === frameTypes.headers) void sendInPieces(connection, response, cuts);
          },
        });
        using driver = createDriver({ port: server.port });
        const finished = await driver.send(request());
        assert.equal(finished.fault, 'none');
        assert.equal(finished.headers, 'HTTP/2 200\r\nx-name: value\r\n\r\n');
        assert.equal(bodyText(finished), 'hello, world');
        assert.equal(finished.bytesReceived, response.length - 17, 'all but the ping');
      },
    ),
    { numRuns: 40 },
  );
});

async function sendInPieces(
  connection: RawConnection,
  bytes: Buffer,
  cuts: readonly number[],
): Promise<void> {
  const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
  for (const [index, place] of places.entries()) {
    connection.send(bytes.subarray(place, places[index + 1]));
    // So that the pieces arrive as pieces.
    await delay(1);
  }
}

test('a server may use its table until it has read that we want none', async () => {
  const entry = Buffer.concat([Buffer.of(0x40), literal('x-name', 'value').subarray(1)]);
  await using server = await serveRaw({
    onFrame({ type, id }, connection) {
      if (type !== frameTypes.headers) return;
      const block = id === 1 ? entry : id === 3 ? Buffer.of(0xbe) : Buffer.alloc(0);
      const update = id === 5 ? Buffer.of(0x20) : Buffer.alloc(0);
      connection.send(headers(id, Buffer.concat([update, ok, block]), endStream));
    },
  });
  using driver = createDriver({ port: server.port });
  // Fields that nobody wants to see count as well.
  assert.equal((await driver.send(request({ keep: 'nothing' }))).headers, undefined);
  assert.match((await driver.send(request())).headers ?? '', /x-name: value/);
  assert.equal((await driver.send(request())).headers, 'HTTP/2 200\r\n\r\n');
});

test('the header block of a response that nobody waits for any more still fills the table', async () => {
  const entry = Buffer.concat([Buffer.of(0x40), literal('x-name', 'value').subarray(1)]);
  await using server = await serveRaw({
    onFrame({ type, id }, connection) {
      if (type === reset) connection.send(headers(id, Buffer.concat([ok, entry]), endStream));
      if (type === frameTypes.headers && id === 3) {
        connection.send(headers(id, Buffer.concat([ok, Buffer.of(0xbe)]), endStream));
      }
    },
  });
  using driver = createDriver({ port: server.port, firstByteTimeoutMs: 20 });
  assert.equal((await driver.send(request())).fault, 'first byte timeout');
  assert.match((await driver.send(request())).headers ?? '', /x-name: value/);
});

test('what is sent in a turn leaves in one write', async () => {
  const chunks: number[] = [];
  await using server = await serveRaw({
    onFrame({ type, id }, connection) {
      if (type === frameTypes.headers && id === 15) {
        connection.send(...[1, 3, 5, 7, 9, 11, 13, 15].map((each) => headers(each, ok, endStream)));
      }
    },
  });
  using driver = createDriver({ port: server.port, count: 8 });
  await driver.channels[0]?.open();
  await delay(10);
  server.connections[0]?.socket.on('data', (chunk: Buffer) => chunks.push(chunk.length));
  await Promise.all(driver.channels.map((_, place) => driver.send(request(), place)));
  assert.deepEqual(chunks, [8 * (9 + request().head.length)]);
});

test('nothing is sent before the server has said how many streams it allows', async () => {
  const counts: number[] = [];
  await using server = await serveRaw({
    greeting: Buffer.alloc(0),
    onFrame({ type, id }, connection) {
      if (type === windowUpdate) setTimeout(() => connection.send(settings([3, 2])), 20);
      if (type !== frameTypes.headers) return;
      counts.push(performance.now());
      setTimeout(() => connection.send(headers(id, ok, endStream)), 10);
    },
  });
  using driver = createDriver({ port: server.port, count: 5 });
  const all = await Promise.all(driver.channels.map((_, place) => driver.send(request(), place)));
  assert.ok(
    all.every(({ fault, startedMs, sentMs }) => fault === 'none' && sentMs - startedMs > 15),
  );
  const [, second = 0, third = 0] = counts;
  assert.ok(third - second > 5, 'two at a time');
});

test('a limit is remembered: the next connection need not wait for it', async () => {
  const opened: number[] = [];
  await using server = await serveRaw({
    greeting: Buffer.alloc(0),
    onFrame({ type, id }, connection) {
      const isFirst = server.connections.length === 1;
      if (isFirst && type === windowUpdate) connection.send(settings([3, 2]));
      if (type !== frameTypes.headers) return;
      if (isFirst) {
        connection.socket.end();
        return;
      }
      // Only now the second one says what it wants.
      if (id === 3) connection.send(settings([3, 9]));
      if (id <= 3) opened.push(id);
      if (id >= 3) connection.send(headers(id, ok, endStream));
      if (id === 3) connection.send(headers(1, ok, endStream));
    },
  });
  using driver = createDriver({ port: server.port, count: 4 });
  const send = (): Promise<readonly Finished[]> =>
    Promise.all(driver.channels.map((_, place) => driver.send(request(), place)));
  assert.ok((await send()).every(({ fault }) => fault === 'connection closed'));
  assert.ok((await send()).every(({ fault }) => fault === 'none'));
  assert.deepEqual(opened, [1, 3]);
});

test('what waits for a stream when the server says goodbye goes to the next connection', async () => {
  await using server = await serveRaw({
    greeting: settings([3, 1]),
    onFrame({ type, id }, connection) {
      if (type !== frameTypes.headers) return;
      connection.send(
        frame(goAway, 0, 0, uint32(2 ** 31 - 1, 0)),
        frame(goAway, 0, 0, uint32(id, 0)),
      );
      setTimeout(() => connection.send(headers(id, ok, endStream)), 5);
    },
  });
  using driver = createDriver({ port: server.port, count: 3 });
  await driver.channels[0]?.open();
  const all = await Promise.all(driver.channels.map((_, place) => driver.send(request(), place)));
  assert.deepEqual(
    all.map(({ fault }) => fault),
    ['none', 'none', 'none'],
  );
  assert.equal(driver.connections.opened, 3);
});

test('a server that gives up every connection is not asked for ever', async () => {
  await using server = await serveRaw({
    greeting: Buffer.concat([settings([3, 0]), frame(goAway, 0, 0, uint32(0, 0))]),
  });
  using driver = createDriver({ port: server.port });
  assert.equal(await driver.channels[0]?.open(), 0);
  await delay(5);
  const { fault, sentMs } = await driver.send(request());
  assert.deepEqual([fault, sentMs], ['connection closed', 0]);
  assert.equal(driver.connections.opened, 5, 'four for the request');
});

test('the end of a connection: closed without a response, truncated within one', async () => {
  await using server = await serveRaw({
    onFrame({ type, id }, connection) {
      if (type !== frameTypes.headers || id !== 3) return;
      connection.send(headers(1, ok), data(1, 'he'));
      connection.socket.end();
    },
  });
  using driver = createDriver({ port: server.port, count: 2 });
  const all = await Promise.all([driver.send(request()), driver.send(request(), 1)]);
  assert.deepEqual(
    all.map(({ fault, status }) => [fault, status]),
    [
      ['truncated response', 200],
      ['connection closed', 0],
    ],
  );
  assert.equal(driver.connections.closedIdle, 0);
});

test('a connection that is reset', async () => {
  await using server = await serveRaw({
    onFrame({ type }, connection) {
      if (type === frameTypes.headers) connection.socket.resetAndDestroy();
    },
  });
  using driver = createDriver({ port: server.port });
  assert.equal((await driver.send(request())).fault, 'connection reset');
});

test('a response may come before the request body is sent: the rest is given up', async () => {
  await using server = await serveRaw({
    onFrame({ type, id }, connection) {
      if (type === frameTypes.headers) connection.send(headers(id, ok, endStream));
    },
  });
  using driver = createDriver({ port: server.port });
  const body = Buffer.alloc(100_000);
  const finished = await driver.send(request({ method: 'POST', body }));
  assert.equal(finished.fault, 'none');
  assert.equal((await driver.send(request())).fault, 'none');
  const frames = server.connections[0]?.frames ?? [];
  assert.equal(codeOf(frames, reset), 8);
  const sent = frames.filter(({ type }) => type === frameTypes.data);
  assert.equal(
    sent.reduce((sum, { payload }) => sum + payload.length, 0),
    65_535,
    'as much as the window lets through',
  );
});

test('bodies share the window of the connection', async () => {
  const bytesOf = (id: number): number =>
    server.connections[0]?.frames
      .filter((sent) => sent.type === frameTypes.data && sent.id === id)
      .reduce((sum, { payload }) => sum + payload.length, 0) ?? 0;
  await using server = await serveRaw({ greeting: settings([4, 1_000_000]) });
  using driver = createDriver({ port: server.port, count: 2 });
  const body = Buffer.alloc(50_000);
  const all = [0, 1].map((place) => driver.send(request({ method: 'POST', body }), place));
  await delay(20);
  assert.deepEqual([bytesOf(1), bytesOf(3)], [50_000, 15_535]);
  const [connection] = server.connections;
  connection?.send(frame(windowUpdate, 0, 0, uint32(1000)));
  await delay(10);
  assert.equal(bytesOf(3), 16_535);
  connection?.send(frame(windowUpdate, 0, 0, uint32(100_000)));
  await delay(10);
  assert.equal(bytesOf(3), 50_000);
  connection?.send(headers(1, ok, endStream), headers(3, ok, endStream));
  for (const { fault, bytesSent } of await Promise.all(all)) {
    assert.equal(fault, 'none');
    assert.ok(bytesSent > 50_000 + 9 * 4);
  }
});

test('a stream may stay open while many others come and go', async () => {
  await using server = await serveRaw({
    onFrame({ type, id }, connection) {
      if (type !== frameTypes.headers || id === 1) return;
      connection.send(headers(id, ok), data(id, String(id), endStream));
    },
  });
  using driver = createDriver({ port: server.port, count: 2 });
  const slow = driver.send(request());
  const ids = new Set<string>();
  for (let turn = 0; turn < 50; turn += 1) ids.add(bodyText(await driver.send(request(), 1)));
  assert.equal(ids.size, 50);
  server.connections[0]?.send(headers(1, ok), data(1, 'slow', endStream));
  assert.equal(bodyText(await slow), 'slow');
});

test('the first byte is that of the first head, not of a later one', async () => {
  await using server = await serveRaw({
    onFrame({ type }, connection) {
      if (type !== frameTypes.headers) return;
      connection.send(headers(1, literal(':status', '103')));
      setTimeout(() => connection.send(headers(1, ok)), 100);
      setTimeout(() => connection.send(headers(1, literal('a', 'b'), endStream)), 200);
    },
  });
  using driver = createDriver({ port: server.port });
  const { firstByteMs, endedMs } = await driver.send(request());
  assert.ok(endedMs - firstByteMs > 120);
});

test('a stream that is reset while its body is sent is not answered by a reset', async () => {
  await using server = await serveRaw({
    onFrame({ type, id }, connection) {
      if (type === frameTypes.headers) connection.send(frame(reset, 0, id, uint32(0)));
    },
  });
  using driver = createDriver({ port: server.port });
  const body = Buffer.alloc(100_000);
  assert.equal((await driver.send(request({ method: 'POST', body }))).fault, 'stream reset');
  await delay(5);
  assert.equal(codeOf(server.connections[0]?.frames ?? [], reset), undefined);
});

test('a server that falls silent', async () => {
  const started = [headers(1, ok), data(1, 'he')];
  const first = await silent({ firstByteTimeoutMs: 30 });
  assert.equal(first.fault, 'first byte timeout');
  assert.ok(first.endedMs - first.sentMs >= 30);
  assert.equal((await silent({ timeoutMs: 30 })).fault, 'first byte timeout');
  const later = await silent({ timeoutMs: 40, firstByteTimeoutMs: 1000 }, started);
  assert.deepEqual([later.fault, later.status, bodyText(later)], ['response timeout', 200, 'he']);
});

/** What becomes of a request that is answered so far and no further. */
async function silent(
  options: Omit<DriverOptions, 'port'>,
  answer: readonly Uint8Array[] = [],
): Promise<Finished> {
  await using server = await serveRaw({
    onFrame({ type, id }, connection) {
      if (type === frameTypes.headers && id === 1) connection.send(...answer);
      if (id === 3) connection.send(headers(id, ok, endStream));
    },
  });
  using driver = createDriver({ port: server.port, ...options });
  const finished = await driver.send(request());
  await delay(5);
  assert.equal(codeOf(server.connections[0]?.frames ?? [], reset), 8);
  // The connection is as good as before.
  assert.equal((await driver.send(request())).fault, 'none');
  assert.equal(driver.connections.opened, 1);
  return finished;
}

test('a handshake that does not come to an end: connection timeout', async () => {
  await using server = await serveRaw({ greeting: Buffer.alloc(0) });
  const tls = { insecure: true, ca: undefined, cert: undefined, key: undefined, alpn: ['h2'] };
  using driver = createDriver({ port: server.port, tls, connectTimeoutMs: 30 });
  const { fault, sentMs, startedMs, endedMs } = await driver.send(request());
  assert.deepEqual([fault, sentMs], ['connection timeout', 0]);
  assert.ok(endedMs - startedMs >= 30);
  assert.equal(await driver.channels[0]?.open(), 3, 'connection timeout');
});

test('a server without settings is asked all the same, after a time: its requests show why', async () => {
  await using server = await serveRaw({ greeting: Buffer.alloc(0) });
  using driver = createDriver({
    port: server.port,
    connectTimeoutMs: 20,
    firstByteTimeoutMs: 20,
  });
  const early = driver.send(request());
  assert.equal(await driver.channels[0]?.open(), 0);
  const { fault, sentMs, startedMs } = await early;
  assert.equal(fault, 'first byte timeout');
  assert.ok(sentMs - startedMs >= 20);
  assert.equal((await driver.send(request())).fault, 'first byte timeout');
});

for (const order of [
  [1, 0],
  [0, 1],
]) {
  test(`abort ends an exchange at once, be it under way or waiting: ${order.join(', ')}`, async () => {
    await using server = await serveRaw({ greeting: settings([3, 1]) });
    using driver = createDriver({ port: server.port, count: 2 });
    await driver.channels[0]?.open();
    const [under, waits] = [driver.send(request()), driver.send(request(), 1)];
    await delay(5);
    for (const place of order) {
      driver.channels[place]?.abort(17);
      assert.equal(driver.channels[place]?.busy, false);
      driver.channels[place]?.abort(17);
    }
    assert.deepEqual(
      (await Promise.all([under, waits])).map(({ fault, sentMs }) => [fault, sentMs > 0]),
      [
        ['unfinished at the end', true],
        ['unfinished at the end', false],
      ],
    );
    await delay(5);
    const frames = server.connections[0]?.frames ?? [];
    assert.equal(frames.filter(({ type }) => type === frameTypes.headers).length, 1);
    assert.equal(codeOf(frames, reset), 8);
  });
}

test('channels that are closed say nothing, and can be used again', async () => {
  await using server = await serveRaw({
    onFrame({ type, id }, connection) {
      const isSecond = server.connections.length === 2;
      if (type === frameTypes.headers && isSecond) connection.send(headers(id, ok, endStream));
    },
  });
  using driver = createDriver({ port: server.port, count: 2 });
  await driver.channels[0]?.open();
  void driver.send(request());
  driver.channels[0]?.close();
  assert.equal(driver.channels[0]?.busy, false);
  driver.channels[1]?.close();
  await delay(10);
  assert.equal(codeOf(server.connections[0]?.frames ?? [], goAway), 0);
  assert.equal((await driver.send(request(), 1)).fault, 'none');
  assert.equal(driver.connections.opened, 2);
});

test('a connection is closed with the last channel that was used', async () => {
  await using server = await serveRaw({
    greeting: settings([3, 1]),
    onFrame({ type, id }, connection) {
      if (type === frameTypes.headers && id < 5) connection.send(headers(id, ok, endStream));
    },
  });
  using driver = createDriver({ port: server.port, count: 9 });
  await Promise.all([driver.send(request()), driver.send(request(), 1)]);
  const [connection] = server.connections;
  driver.channels[0]?.close();
  driver.channels[8]?.close();
  await delay(5);
  assert.equal(codeOf(connection?.frames ?? [], goAway), undefined);
  // One under way, two that wait: they are not sent any more.
  for (const place of [1, 2, 3]) void driver.send(request(), place);
  await delay(5);
  for (const place of [1, 2, 3]) driver.channels[place]?.close();
  await delay(10);
  assert.equal(codeOf(connection?.frames ?? [], goAway), 0);
  const sent = connection?.frames.filter(({ type }) => type === frameTypes.headers) ?? [];
  assert.deepEqual(
    sent.map(({ id }) => id),
    [1, 3, 5],
  );
  assert.equal(connection?.socket.destroyed, true);
});

test('what goes on with a stream that is closed does not matter', async () => {
  await using server = await serveRaw({
    onFrame({ type, id }, connection) {
      if (type !== frameTypes.headers) return;
      connection.send(
        headers(id, ok, endStream),
        frame(windowUpdate, 0, id, uint32(0)),
        frame(windowUpdate, 0, id, uint32(5)),
        frame(reset, 0, id, uint32(0)),
        data(id, 'late'),
      );
    },
  });
  using driver = createDriver({ port: server.port });
  assert.equal((await driver.send(request())).fault, 'none');
  assert.equal((await driver.send(request())).fault, 'none');
  assert.equal(driver.connections.opened, 1);
});
