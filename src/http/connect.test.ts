import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createTlsServer, type Server, type ServerOptions } from 'node:https';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { createDriver, originAt } from '../../test/support/h1-driver.ts';
import { serveBytes } from '../../test/support/raw-server.ts';
import { type Identity, selfSigned } from '../../test/support/self-signed.ts';
import type { Origin, TlsSettings } from './origin.ts';

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello';
const server: Identity | undefined = selfSigned();
const client: Identity | undefined = selfSigned();
const skip: string | false =
  server === undefined || client === undefined
    ? 'there is no openssl to make certificates with'
    : false;

test('a name that has addresses of both families reaches a server of one', async () => {
  await using served = await serveBytes((socket) => socket.write(ok));
  using driver = createDriver({ origin: originAt(served.port, { host: 'localhost' }) });
  for (let turn = 0; turn < 2; turn += 1) assert.equal((await driver.send()).text, 'hello');
});

test('a name that does not exist is a DNS failure', async () => {
  using driver = createDriver({ origin: originAt(80, { host: 'nothing.invalid' }) });
  assert.equal((await driver.send()).fault, 'DNS failure');
});

test('an address that is given wins over the name', async () => {
  await using served = await serveBytes((socket) => socket.write(ok));
  const origin = originAt(served.port, { host: 'nothing.invalid', address: '127.0.0.1' });
  using driver = createDriver({ origin });
  assert.equal((await driver.send()).text, 'hello');
});

test('a unix socket; one that is not there is refused', async (t) => {
  const path = join(temporaryFolder(t), 'server.sock');
  const origin = originAt(80, { host: 'nothing.invalid', socketPath: path });
  using driver = createDriver({ origin });
  assert.equal((await driver.send()).fault, 'connection refused');
  await using _ = await serveBytes((socket) => socket.write(ok), { path });
  for (let turn = 0; turn < 2; turn += 1) assert.equal((await driver.send()).text, 'hello');
});

test(
  'TLS: a certificate that is trusted, one that is not, and one that need not be',
  { skip },
  async () => {
    await using served = await serveTls({ ...server });
    const trusting = await secured(served, { ca: server?.cert });
    assert.deepEqual([trusting.fault, trusting.text], ['none', 'hello']);
    assert.equal((await secured(served, {})).fault, 'TLS error');
    assert.equal((await secured(served, { ca: client?.cert })).fault, 'TLS error');
    assert.equal((await secured(served, { insecure: true })).text, 'hello');
  },
);

test('TLS: a certificate for another host is a TLS error', { skip }, async () => {
  await using served = await serveTls({ ...server });
  const elsewhere = { host: 'example.org', address: '127.0.0.1' };
  assert.equal((await secured(served, { ca: server?.cert }, elsewhere)).fault, 'TLS error');
  assert.equal((await secured(served, { insecure: true }, elsewhere)).text, 'hello');
});

test('TLS: a server that asks for a client certificate', { skip }, async () => {
  const asking = { requestCert: true, rejectUnauthorized: true, ca: client?.cert };
  await using served = await serveTls({ ...server, ...asking });
  const ca = server?.cert;
  const { fault, text } = await secured(served, { ca, cert: client?.cert, key: client?.key });
  assert.deepEqual([fault, text], ['none', 'hello']);
  assert.equal((await secured(served, { ca })).fault, 'TLS error');
});

test('TLS: time of TCP and of the handshake are told apart', { skip }, async () => {
  await using served = await serveTls({ ...server });
  const { port } = served;
  using driver = createDriver({ origin: tlsOrigin(port, { insecure: true }) });
  assert.equal(await driver.open(), 'none');
  const [times] = driver.times;
  assert.ok(times !== undefined && times.connectMs > 0 && times.tlsMs > 0);
});

test('without TLS there is no time of a handshake', async () => {
  await using served = await serveBytes((socket) => socket.write(ok));
  using driver = createDriver({ origin: originAt(served.port) });
  assert.equal(await driver.open(), 'none');
  const [times] = driver.times;
  assert.ok(times !== undefined && times.connectMs > 0 && times.tlsMs === 0);
});

test('TLS: a large body arrives whole', { skip }, async () => {
  const body = 'x'.repeat(1_000_000);
  await using served = await serveTls({ ...server }, body);
  const { fault, text } = await secured(served, { insecure: true });
  assert.equal(fault, 'none');
  assert.ok(text === body);
});

test('TLS: connections that share a buffer do not mix their data', { skip }, async () => {
  await using served = await serveTls({ ...server }, undefined);
  const drivers = Array.from({ length: 8 }, () =>
    createDriver({ origin: tlsOrigin(served.port, { insecure: true }) }),
  );
  for (let turn = 0; turn < 10; turn += 1) {
    const all = await Promise.all(drivers.map((driver) => driver.send()));
    for (const { fault, text } of all) assert.deepEqual([fault, text], ['none', 'hello']);
  }
  for (const driver of drivers) driver[Symbol.dispose]();
});

test('TLS to a server that speaks plainly, and to one that hangs up: TLS errors', async () => {
  const plain = createHttpServer((_request, response) => response.end('hello'));
  await using served = await started(plain);
  assert.equal((await secured(served, { insecure: true })).fault, 'TLS error');
  await using resetting = await serveBytes((socket) => socket.resetAndDestroy());
  assert.equal((await secured(resetting, { insecure: true })).fault, 'TLS error');
  await using closing = await serveBytes((socket) => socket.end());
  assert.equal((await secured(closing, { insecure: true })).fault, 'TLS error');
});

test('plain HTTP to a server of TLS is not a TLS error', { skip }, async () => {
  await using served = await serveTls({ ...server });
  using driver = createDriver({ origin: originAt(served.port) });
  assert.match((await driver.send()).fault, /^(?:connection (?:closed|reset)|malformed response)$/);
});

test('an address as the host of TLS is no server name', { skip }, async () => {
  await using served = await serveTls({ ...server });
  using driver = createDriver({
    origin: tlsOrigin(served.port, { insecure: true }, { host: '127.0.0.1', address: undefined }),
  });
  assert.equal((await driver.send()).text, 'hello');
});

interface Served extends AsyncDisposable {
  readonly port: number;
}

async function serveTls(options: ServerOptions, body = 'hello'): Promise<Served> {
  return started(createTlsServer(options, (_request, response) => response.end(body)));
}

async function started(listener: Server | ReturnType<typeof createHttpServer>): Promise<Served> {
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    async [Symbol.asyncDispose]() {
      listener.close();
      listener.closeAllConnections();
      await once(listener, 'close');
    },
  };
}

function tlsOrigin(
  port: number,
  settings: Partial<TlsSettings>,
  changes: Partial<Origin> = {},
): Origin {
  const plain = originAt(port, { protocol: 'https:', host: 'localhost', address: '127.0.0.1' });
  return { ...plain, tls: { ...plain.tls, ...settings }, ...changes };
}

async function secured(
  { port }: { readonly port: number },
  settings: Partial<TlsSettings>,
  changes: Partial<Origin> = {},
): Promise<Awaited<ReturnType<ReturnType<typeof createDriver>['send']>>> {
  using driver = createDriver({ origin: tlsOrigin(port, settings, changes) });
  return await driver.send();
}

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'trivet-test-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
