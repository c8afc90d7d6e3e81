import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { selfSigned } from '../../../test/support/self-signed.ts';
import type { OriginAddress } from '../../load/index.ts';
import type { LoadFlags } from '../commands/load-flags.ts';
import { loadFiles } from './files.ts';
import { originsWith } from './origins.ts';

const api: OriginAddress = { protocol: 'https:', host: 'api.example.com', port: 443 };
const other: OriginAddress = { protocol: 'http:', host: 'other.example.com', port: 80 };
const identity = selfSigned();
const skip = identity === undefined && 'there is no openssl to make certificates with';

function flags(changes: Partial<LoadFlags>): LoadFlags {
  const nothing: LoadFlags = Object.create(null);
  return { ...nothing, ...changes };
}

function origins(
  changes: Partial<LoadFlags>,
  cwd = tmpdir(),
  addresses: readonly OriginAddress[] = [api, other],
): ReturnType<typeof originsWith> {
  return originsWith(
    addresses,
    flags(changes),
    loadFiles(cwd, () => Promise.resolve('')),
  );
}

test('without options, an origin is where the URL says', async () => {
  const [first] = await origins({});
  assert.deepEqual(first, {
    ...api,
    address: undefined,
    socketPath: undefined,
    proxy: undefined,
    tls: { insecure: false, ca: undefined, cert: undefined, key: undefined, alpn: ['http/1.1'] },
  });
});

test('with HTTP/2, that alone is offered', async () => {
  const [first] = await origins({ http2: true });
  assert.deepEqual(first?.tls.alpn, ['h2']);
});

for (const [text, address] of [
  ['api.example.com:443:127.0.0.1', '127.0.0.1'],
  ['API.example.COM:443:10.0.0.7', '10.0.0.7'],
  ['api.example.com:443:[::1]', '::1'],
  ['api.example.com:443:2001:db8::1', '2001:db8::1'],
] as const) {
  test(`--resolve ${text}`, async () => {
    const found = await origins({ resolve: [text] });
    assert.deepEqual(
      found.map((origin) => origin.address),
      [address, undefined],
    );
  });
}

for (const text of [
  '',
  'api.example.com',
  'api.example.com:443',
  'api.example.com:https:127.0.0.1',
]) {
  test(`--resolve "${text}" is refused`, async () => {
    await assert.rejects(origins({ resolve: [text] }), {
      code: 'USAGE',
      message: /cannot be --resolve/,
    });
  });
}

test('--resolve for a place where nothing is sent is refused: the load would hit the real host', async () => {
  for (const text of ['api.example.com:80:127.0.0.1', 'apl.example.com:443:127.0.0.1']) {
    await assert.rejects(origins({ resolve: [text] }), {
      code: 'USAGE',
      message: /of no use: requests go to api\.example\.com:443, other\.example\.com:80/,
    });
  }
});

for (const [text, host, port, pair] of [
  ['http://proxy.example.com:3128', 'proxy.example.com', 3128, undefined],
  ['http://proxy.example.com', 'proxy.example.com', 80, undefined],
  ['http://me:pass%20word@proxy:8080/', 'proxy', 8080, 'me:pass word'],
  ['http://me:100%@proxy:8080/', 'proxy', 8080, 'me:100%'],
  ['http://[::1]:3128', '::1', 3128, undefined],
] as const) {
  test(`--proxy ${text}`, async () => {
    const [first] = await origins({ proxy: text });
    const authorization = pair && `Basic ${Buffer.from(pair).toString('base64')}`;
    assert.deepEqual(first?.proxy, { host, port, authorization });
  });
}

for (const text of ['', 'proxy:3128', 'https://proxy:3128', 'socks5://proxy:1080', 'http://']) {
  test(`--proxy "${text}" is refused`, async () => {
    await assert.rejects(origins({ proxy: text }), { code: 'USAGE', message: /cannot be --proxy/ });
  });
}

test('certificates are read from their files', { skip }, async (t) => {
  const cwd = folder(t);
  writeFileSync(join(cwd, 'cert.pem'), identity?.cert ?? '');
  writeFileSync(join(cwd, 'key.pem'), identity?.key ?? '');
  const [first] = await origins(
    { ca: 'cert.pem', cert: 'cert.pem', key: 'key.pem', insecure: true },
    cwd,
  );
  const { insecure, ca, cert, key } = first?.tls ?? {};
  assert.deepEqual(
    [insecure, ca, cert, key],
    [true, identity?.cert, identity?.cert, identity?.key],
  );
});

test('what is no certificate is refused before anything is sent', { skip }, async (t) => {
  const cwd = folder(t);
  writeFileSync(join(cwd, 'good.pem'), identity?.cert ?? '');
  writeFileSync(join(cwd, 'other.pem'), selfSigned()?.key ?? '');
  writeFileSync(join(cwd, 'bad.pem'), 'this is no certificate');
  for (const changes of [
    { cert: 'bad.pem' },
    { key: 'bad.pem' },
    { cert: 'good.pem', key: 'bad.pem' },
    { cert: 'good.pem', key: 'other.pem' },
  ]) {
    await assert.rejects(origins(changes, cwd), {
      code: 'USAGE',
      message: /^The certificates cannot be used: /,
    });
  }
});

test('a file that is not there is named with its option', async () => {
  await assert.rejects(origins({ ca: 'nothing.pem' }), (error) => {
    assert.ok(error instanceof Error && 'code' in error && 'hint' in error);
    assert.deepEqual(
      [error.code, error.message],
      ['INPUT_NOT_FOUND', 'There is no file nothing.pem.'],
    );
    assert.match(String(error.hint), /--ca/);
    return true;
  });
});

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'trivet-test-'));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
