import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer as createTlsServer } from 'node:https';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { createDriver, originAt } from '../../test/support/h1-driver.ts';
import { closedPort, serveBytes } from '../../test/support/raw-server.ts';
import { selfSigned } from '../../test/support/self-signed.ts';
import type { Origin } from './origin.ts';

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello';
const established = 'HTTP/1.1 200 Connection established\r\nVia: 1.1 proxy\r\n\r\n';
const refusal = 'HTTP/1.1 407 Proxy Authentication Required\r\n\r\n';
const identity = selfSigned();

test('a tunnel carries one request after the other', async () => {
  await using server = await serveBytes((socket) => socket.write(ok));
  await using proxy = await serveProxy();
  using driver = createDriver({ origin: through(proxy, originAt(server.port)) });
  for (let turn = 0; turn < 3; turn += 1) {
    const { fault, text } = await driver.send();
    assert.deepEqual([fault, text], ['none', 'hello']);
  }
  const target = `127.0.0.1:${server.port}`;
  assert.deepEqual(proxy.heads, [`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`]);
  assert.deepEqual(driver.connections, { opened: 1, closedIdle: 0 });
});

test('the proxy finds the host, unless an address is given', async () => {
  await using server = await serveBytes((socket) => socket.write(ok));
  await using proxy = await serveProxy();
  const named = originAt(server.port, { host: 'localhost' });
  const addressed = originAt(server.port, { host: 'nothing.invalid', address: '127.0.0.1' });
  for (const origin of [named, addressed]) {
    using driver = createDriver({ origin: through(proxy, origin) });
    assert.equal((await driver.send()).text, 'hello');
  }
  const targets = proxy.heads.map((head) => head.split(' ')[1]);
  assert.deepEqual(targets, [`localhost:${server.port}`, `127.0.0.1:${server.port}`]);
});

test('an address of IPv6 stands in brackets', async () => {
  await using proxy = await serveProxy({ answer: 'HTTP/1.1 502 Bad Gateway\r\n\r\n' });
  using driver = createDriver({ origin: through(proxy, originAt(81, { host: '::1' })) });
  assert.equal((await driver.send()).fault, 'proxy refused');
  assert.match(proxy.heads[0] ?? '', /^CONNECT \[::1\]:81 HTTP\/1\.1\r\nHost: \[::1\]:81\r\n/);
});

test('credentials: the right ones, wrong ones, and none', async () => {
  const authorization = `Basic ${Buffer.from('me:secret').toString('base64')}`;
  await using server = await serveBytes((socket) => socket.write(ok));
  await using proxy = await serveProxy({ authorization });
  const faultWith = async (given: string | undefined): Promise<string> => {
    using driver = createDriver({ origin: through(proxy, originAt(server.port), given) });
    return (await driver.send()).fault;
  };
  assert.equal(await faultWith(authorization), 'none');
  assert.equal(await faultWith('Basic d3Jvbmc6'), 'proxy refused');
  assert.equal(await faultWith(undefined), 'proxy refused');
});

test(
  'TLS through a tunnel',
  { skip: identity === undefined && 'there is no openssl' },
  async () => {
    const server = createTlsServer({ ...identity }, (_request, response) => response.end('hello'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    await using proxy = await serveProxy();
    const { port } = addressOf(server);
    const plain = originAt(port, { protocol: 'https:', host: 'localhost', address: '127.0.0.1' });
    const trusting = { ...plain, tls: { ...plain.tls, ca: identity?.cert } };
    {
      using driver = createDriver({ origin: through(proxy, trusting) });
      for (let turn = 0; turn < 2; turn += 1) {
        const { fault, text } = await driver.send();
        assert.deepEqual([fault, text], ['none', 'hello']);
      }
      assert.ok((driver.times[0]?.tlsMs ?? 0) > 0);
      using suspicious = createDriver({ origin: through(proxy, plain) });
      assert.equal((await suspicious.send()).fault, 'TLS error');
    }
    server.close();
    server.closeAllConnections();
  },
);

interface Trouble {
  readonly name: string;
  readonly answer: string;
  readonly fault: string;
}

const troubles: readonly Trouble[] = [
  { name: 'a refusal', answer: 'HTTP/1.1 403 Forbidden\r\n\r\n', fault: 'proxy refused' },
  {
    name: 'a redirect',
    answer: 'HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n',
    fault: 'proxy refused',
  },
  { name: 'another protocol', answer: 'SSH-2.0-OpenSSH\r\n\r\n', fault: 'proxy refused' },
  { name: 'a head without an end', answer: 'x'.repeat(40_000), fault: 'malformed response' },
  { name: 'silence', answer: '', fault: 'connection timeout' },
];

for (const { name, answer, fault } of troubles) {
  test(`${name} of the proxy: ${fault}, and nothing was sent`, async () => {
    await using proxy = await serveProxy({ answer });
    using driver = createDriver({ origin: through(proxy, originAt(1)), connectMs: 300 });
    const done = await driver.send();
    assert.deepEqual([done.fault, done.status, done.sentMs], [fault, 0, 0]);
    assert.deepEqual(driver.connections, { opened: 0, closedIdle: 0 });
  });
}

test('a proxy that is not there, that resets, and that hangs up', async () => {
  assert.equal(await faultThrough(await closedPort()), 'connection refused');
  await using resetting = await serveBytes((socket) => socket.resetAndDestroy());
  assert.equal(await faultThrough(resetting.port), 'connection reset');
  await using closing = await serveBytes((socket) => socket.end());
  assert.equal(await faultThrough(closing.port), 'connection closed');
});

async function faultThrough(port: number): Promise<string> {
  using driver = createDriver({ origin: through({ port }, originAt(1)) });
  const fault = await driver.open();
  assert.equal(driver.connections.closedIdle, 0);
  return fault;
}

test('an answer that arrives byte by byte, with what the server says right behind it', async () => {
  // A server that closes at once after its words: all of them must still arrive.
  await using proxy = await serveBytes((socket, { text, turn }) => {
    if (turn > 0) return;
    assert.match(text, /^CONNECT /);
    socket.write(established.slice(0, 20));
    setTimeout(() => socket.write(established.slice(20)), 10);
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\n\r\nall of it'));
  });
  using driver = createDriver({ origin: through(proxy, originAt(1)) });
  const { fault, text } = await driver.send();
  assert.deepEqual([fault, text], ['none', 'all of it']);
});

test('faults behind the proxy have their own names', async () => {
  await using server = await serveBytes((socket, { connection }) => {
    if (connection === 0) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhel');
    else if (connection === 1) socket.end();
    else socket.write(ok);
  });
  await using proxy = await serveProxy();
  using driver = createDriver({ origin: through(proxy, originAt(server.port)) });
  const faults = [await driver.send(), await driver.send(), await driver.send()];
  assert.deepEqual(
    faults.map(({ fault }) => fault),
    ['truncated response', 'connection closed', 'none'],
  );
});

test('closing closes the connection to the proxy, also in mid-conversation', async () => {
  await using proxy = await serveProxy({ answer: '' });
  using driver = createDriver({ origin: through(proxy, originAt(1)) });
  void driver.open();
  while (proxy.heads.length === 0) await delay(2);
  driver.channel.close();
  while (proxy.open() > 0) await delay(2);
  assert.deepEqual(driver.connections, { opened: 0, closedIdle: 0 });
});

interface ProxyOptions {
  /** What it wants to see of the client. */
  readonly authorization?: string;
  /** Says this instead of opening a tunnel. */
  readonly answer?: string;
}

interface Proxied extends AsyncDisposable {
  readonly port: number;
  readonly heads: string[];
  /** How many clients are there. */
  readonly open: () => number;
}

async function serveProxy({ authorization, answer }: ProxyOptions = {}): Promise<Proxied> {
  const heads: string[] = [];
  const clients = new Set<Socket>();
  const server = createServer((client) => {
    clients.add(client);
    client.on('error', () => client.destroy());
    client.on('close', () => clients.delete(client));
    client.once('data', (chunk: Buffer) => {
      const head = chunk.toString('latin1');
      heads.push(head);
      const given = /^Proxy-Authorization: (.*)$/m.exec(head)?.[1]?.trim();
      if (answer !== undefined) client.write(answer);
      else if (authorization !== undefined && given !== authorization) client.write(refusal);
      else tunnel(client, /^CONNECT \[?([^\s\]]+)\]?:(\d+) /.exec(head) ?? []);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: addressOf(server).port,
    heads,
    open: () => clients.size,
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function tunnel(client: Socket, [, host = '', port = '']: readonly string[]): void {
  const upstream = connect({ host, port: Number(port) }, () => client.write(established));
  upstream.on('error', () => client.destroy());
  client.on('close', () => upstream.destroy());
  upstream.pipe(client);
  client.pipe(upstream);
}

function through(
  { port }: { readonly port: number },
  origin: Origin,
  authorization?: string,
): Origin {
  return { ...origin, proxy: { host: '127.0.0.1', port, authorization } };
}

function addressOf(server: Server): { readonly port: number } {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address;
}
