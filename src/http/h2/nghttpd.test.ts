import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { test } from 'node:test';
import { bodyText, createDriver, request } from '../../../test/support/h2-driver.ts';

const isMissing = spawnSync('nghttpd', ['--version']).status !== 0;
const withServer = { skip: isMissing && 'there is no nghttpd' };

for (const options of [
  [],
  ['--padding=200', '--max-concurrent-streams=3', '--header-table-size=0', '--trailer=x-a: b'],
  ['--window-bits=10', '--connection-window-bits=12', '--no-content-length', '--early-response'],
]) {
  test(`nghttpd ${options.join(' ')}`, withServer, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'trivet-nghttpd-'));
    writeFileSync(join(folder, 'file.txt'), 'x'.repeat(100_000));
    const port = await freePort();
    const fixed = ['--no-tls', '--address=127.0.0.1', `--htdocs=${folder}`, String(port)];
    const server = spawn('nghttpd', [...options, ...fixed], { stdio: 'ignore' });
    try {
      await listening(port);
      using driver = createDriver({ port, count: 10 });
      const get = request({ target: '/file.txt' });
      for (let turn = 0; turn < 3; turn += 1) {
        const all = await Promise.all(driver.channels.map((_, place) => driver.send(get, place)));
        for (const finished of all) {
          assert.deepEqual([finished.fault, finished.status], ['none', 200]);
          assert.equal(bodyText(finished).length, 100_000);
        }
      }
      const missing = await driver.send(request({ target: '/none', keep: 'nothing' }));
      assert.deepEqual([missing.fault, missing.status], ['none', 404]);
      const body = Buffer.alloc(50_000);
      const upload = await driver.send(request({ method: 'POST', target: '/file.txt', body }));
      assert.equal(upload.fault, 'none');
      assert.equal(driver.connections.opened, 1);
    } finally {
      server.kill();
      rmSync(folder, { recursive: true });
    }
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

async function listening(port: number): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await new Promise((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    socket.destroy();
    if (isOpen === true) return;
    await delay(20);
  }
  throw new Error('nghttpd does not listen.');
}
