import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { serve } from './serve.ts';

const anywhere = { host: '127.0.0.1', port: 0 };

test('what is no valid HTTP is answered in the error envelope', async () => {
  const { url, drain } = await serve((_request, response) => response.end(), anywhere);
  const malformed = await talk(url, 'GET / HTTP/1.1\r\nno colon\r\n\r\n');
  assert.match(malformed, /^HTTP\/1\.1 400 /);
  assert.match(malformed, /"code":"BAD_REQUEST"/);
  const large = await talk(url, `GET / HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`);
  assert.match(large, /^HTTP\/1\.1 431 /);
  assert.match(large, /"code":"HEADERS_TOO_LARGE"/);
  const hostless = await talk(url, 'GET / HTTP/1.1\r\n\r\n');
  assert.match(hostless, /^HTTP\/1\.1 400 [^]*"code":"BAD_REQUEST"/);
  const expecting = await talk(url, 'GET / HTTP/1.1\r\nhost: x\r\nexpect: tea\r\n\r\n');
  assert.match(expecting, /^HTTP\/1\.1 417 [^]*"requestId":/);
  await drain();
});

test('an address that cannot be listened on is a matter of the configuration', async () => {
  const { url, drain } = await serve(() => undefined, anywhere);
  const taken = { ...anywhere, port: Number(new URL(url).port) };
  await assert.rejects(
    serve(() => undefined, taken),
    /PORT \d+ of 127\.0\.0\.1 is in use/,
  );
  await drain();
});

test('draining lets requests finish, and answers the last one of each connection', async () => {
  const { url, drain } = await serve((_request, response) => {
    void setTimeout(100).then(() => response.end('done'));
  }, anywhere);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  assert.equal((await ask(url, agent)).headers.connection, 'keep-alive');
  const underWay = ask(url, agent);
  await setTimeout(20);
  const drained = drain({ idleGraceMs: 300 });
  assert.equal((await underWay).statusCode, 200);
  // The connection was idle for a moment, and still takes one more.
  assert.equal((await ask(url, agent)).headers.connection, 'close');
  await drained;
  await assert.rejects(ask(url, agent), { code: 'ECONNREFUSED' });
});

test('draining does not wait longer than it was told', async () => {
  const { url, drain } = await serve(() => undefined, anywhere);
  const never = ask(url, new Agent());
  never.catch(() => undefined);
  await setTimeout(20);
  const startMs = performance.now();
  await drain({ timeoutMs: 200 });
  assert.ok(performance.now() - startMs < 2_000);
  await assert.rejects(never);
});

function ask(url: string, agent: Agent): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      response.resume().once('end', () => resolve(response));
    }).once('error', reject);
  });
}

async function talk(url: string, text: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  socket.write(text);
  await once(socket, 'close');
  return answer;
}
