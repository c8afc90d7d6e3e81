import assert from 'node:assert/strict';
import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { exampleModel } from '../../../../test/support/example-model.ts';
import { sourceFiles, targetInput, writeApp } from '../../../../test/support/generated-app.ts';
import type { ApiModel, Operation } from '../../../api/model.ts';
import { target } from './index.ts';

const model: ApiModel = {
  ...exampleModel,
  operations: [
    ...exampleModel.operations.filter(({ id }) => id === 'createUser' || id === 'streamEvents'),
    operation('headReports', 'head', '/reports', {}),
    operation('getReports', 'get', '/reports', {}),
    operation('headOnly', 'head', '/reports/{id}', {}),
    operation('search', 'get', '/search', {
      body: {
        required: true,
        content: [{ type: 'application/json', schema: { type: 'object' }, encoding: [] }],
      },
      responses: [{ status: '200', headers: [], content: [] }],
    }),
    operation('moved', 'get', '/moved', {
      responses: [{ status: '302', headers: [], content: [] }],
    }),
    operation('page', 'get', '/page', {
      responses: [
        {
          status: '200',
          headers: [{ name: 'x-request-id', required: true, schema: { type: 'string' } }],
          content: [{ type: 'text/html', schema: { type: 'string' }, encoding: [] }],
        },
      ],
    }),
  ],
};

const handlers: Readonly<Record<string, string>> = {
  users: `
    import { setCookie } from 'hono/cookie';
    import type { Handler } from './handler.gen.ts';

    export const createUser: Handler<'createUser'> = (c) => {
      setCookie(c.hono, 'a', '1');
      setCookie(c.hono, 'b', '2');
      return c.json({ id: 1, email: c.req.valid('json').email }, 201, { 'cache-control': 'private' });
    };
    export const headReports: Handler<'headReports'> = (c) => c.body(null, 204, { 'x-head': 'own' });
    export const getReports: Handler<'getReports'> = () => {
      throw 'no error';
    };
    export const headOnly: Handler<'headOnly'> = (c) => c.body(null, 204);
    export const search: Handler<'search'> = (c) => c.json(c.req.valid('body'), 200);
    export const moved: Handler<'moved'> = (c) => c.redirect('/späte r', 302);
    export const page: Handler<'page'> = (c) =>
      c.html('<p>', 200, { 'x-request-id': c.var.requestId });
  `,
  events: `
    import { setTimeout } from 'node:timers/promises';
    import type { Handler } from './handler.gen.ts';

    export const stopped: string[] = [];
    export const streamEvents: Handler<'streamEvents'> = (c) => {
      async function* items() {
        try {
          yield { n: 1 };
          await setTimeout(100);
          if (c.req.header('x-fail') !== undefined) throw new Error('the secret is out');
          for (let n = 2; n < 100; n++) {
            yield { n };
            await setTimeout(20);
          }
        } finally {
          stopped.push('stopped');
        }
      }
      return c.body(items(), 200);
    };
  `,
};

describe('the adapter for Hono', () => {
  const input = targetInput(model);
  const folder = writeApp(
    sourceFiles(target, input).map(({ path, kind, text: stubs }) => {
      const name = /routes\/(\w+)\.ts$/.exec(path)?.[1] ?? '';
      return { path, kind, text: handlers[name] ?? stubs };
    }),
  );
  const load = (path: string) => import(pathToFileURL(join(folder.root, path)).href);
  let app: { url: string; close(): Promise<void> };
  before(async () => {
    const { startApp } = await load('src/app.ts');
    const config = { port: 0, logLevel: 'silent', apiKeys: ['k1'], rateLimit: undefined };
    app = await startApp({ ...config, shutdownGraceMs: 0 });
  });
  after(async () => {
    await app.close();
    folder[Symbol.dispose]();
  });

  const headers = { 'content-type': 'application/json', 'x-api-key': 'k1' };
  const create = (body: RequestInit['body'], more: object = {}): Promise<Response> =>
    fetch(`${app.url}/v1/users`, {
      method: 'POST',
      headers: { ...headers, ...more },
      body: body ?? null,
      duplex: 'half',
    });

  it('reads bodies that come compressed, or in pieces, within the limit', async () => {
    const json = '{"email":"a@b.co"}';
    const gzip = { 'content-encoding': 'gzip' };
    assert.equal((await create(gzipSync(json), gzip)).status, 201);
    assert.equal((await create(gzipSync(json).subarray(0, 20), gzip)).status, 400);
    assert.equal((await create(gzipSync(' '.repeat(2e6)), gzip)).status, 413);
    assert.equal((await create(new Blob([json]).stream())).status, 201);
    assert.equal((await create(new Blob([' '.repeat(2e6)]).stream())).status, 413);
    assert.equal((await create(undefined)).status, 400);
  });

  it('reads the body of a GET, which only Node can', async () => {
    const answer = await sendGet(app.url, '{"q":1}');
    assert.deepEqual(JSON.parse(answer).data, { q: 1 });
  });

  it('keeps what handlers say about header fields', async () => {
    const created = await create('{"email":"a@b.co"}');
    assert.equal(created.headers.get('cache-control'), 'private');
    assert.deepEqual(created.headers.getSetCookie(), ['a=1; Path=/', 'b=2; Path=/']);
    const page = await fetch(`${app.url}/v1/page`);
    assert.equal(page.headers.get('content-type'), 'text/html; charset=utf-8');
    const moved = await fetch(`${app.url}/v1/moved`, { redirect: 'manual' });
    assert.equal(moved.headers.get('location'), '/sp%C3%A4te%20r');
  });

  it('tells HEAD from GET', async () => {
    const head = await fetch(`${app.url}/v1/reports`, { method: 'HEAD' });
    assert.equal(head.headers.get('x-head'), 'own');
    assert.equal(head.headers.get('x-operation-id'), 'headReports');
    assert.equal((await fetch(`${app.url}/v1/reports/1`, { method: 'HEAD' })).status, 204);
    assert.equal((await fetch(`${app.url}/v1/reports/1`)).status, 405);
    const page = await fetch(`${app.url}/v1/page`, { method: 'HEAD' });
    assert.equal(page.status, 200);
    assert.equal(await page.text(), '');
  });

  it('answers 500 also for what is thrown without being an Error', async () => {
    const answer = await fetch(`${app.url}/v1/reports`);
    assert.equal(answer.status, 500);
    assert.match(await answer.text(), /INTERNAL_ERROR/);
  });

  it('breaks off streams that fail, without a word about why', async () => {
    const events = await fetch(`${app.url}/v1/événements`, { headers: { 'x-fail': '1' } });
    assert.equal(events.status, 200);
    let told = '';
    await assert.rejects(async () => {
      for await (const chunk of events.body ?? []) told += new TextDecoder().decode(chunk);
    });
    assert.equal(told, 'data: {"n":1}\n\n');
  });

  it('stops streams that nobody listens to any more', async () => {
    const { stopped } = await load('src/routes/events.ts');
    stopped.length = 0;
    const events = await fetch(`${app.url}/v1/événements`);
    await events.body?.cancel();
    const endMs = performance.now() + 3_000;
    while (stopped.length === 0 && performance.now() < endMs) await new Promise(setImmediate);
    assert.deepEqual(stopped, ['stopped']);
  });

  it('answers requests that make no URL in the envelope', async () => {
    const answer = await sendRaw(
      app.url,
      'GET /a\\b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    );
    assert.match(answer, /^HTTP\/1\.1 400 /);
    assert.match(answer, /"BAD_REQUEST"/);
    const old = await sendRaw(app.url, 'GET /healthz HTTP/1.0\r\n\r\n');
    assert.match(old, /^HTTP\/1\.1 200 /);
  });

  it('works without a server, and below another path', async () => {
    const { Hono } = await import('hono');
    const { createApp } = await load('src/app.ts');
    const { loadConfig } = await load('src/config.ts');
    const { createLogger } = await load('src/logger.ts');
    const parts = { logger: createLogger('silent'), isReady: () => true };
    const config = { ...loadConfig({}), rateLimit: 10 };
    const outer = new Hono().route('/below', createApp({ config, ...parts }));
    const answer = await outer.request('/below/v1/page');
    assert.equal(await answer.text(), '<p>');
    assert.equal(answer.headers.get('x-operation-id'), 'page');
    assert.equal(answer.headers.get('x-frame-options'), 'DENY');
  });
});

function operation(
  id: string,
  method: Operation['method'],
  path: string,
  more: Partial<Operation>,
): Operation {
  return {
    id,
    operationId: id,
    method,
    path,
    deprecated: false,
    tags: ['users'],
    parameters: [],
    responses: [{ status: '204', headers: [], content: [] }],
    security: [],
    securityOptional: false,
    pointer: '',
    ...more,
  };
}

function sendGet(url: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/v1/search`, {
      method: 'GET',
      headers: { 'content-type': 'application/json', 'content-length': body.length },
    });
    sent.once('response', (answer) => resolve(text(answer))).once('error', reject);
    sent.end(body);
  });
}

function sendRaw(url: string, message: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(message);
  return text(socket);
}
