import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import { prepareHttp1 } from '../../http/h1/prepare.ts';
import { type HarOptions, type ReadHar, readHar } from './har.ts';
import { createRequestSource } from './mix.ts';
import { originsOf } from './origins.ts';

const options: HarOptions = {
  file: 'shop.har',
  as: 'scenario',
  pauses: false,
  hosts: undefined,
  baseUrl: undefined,
};

function entry(url: string, request: JsonObject = {}, rest: JsonObject = {}): JsonObject {
  return {
    startedDateTime: '2026-01-01T12:00:00.000Z',
    time: 100,
    request: { method: 'GET', url, httpVersion: 'HTTP/2.0', headers: [], ...request },
    response: { status: 200 },
    ...rest,
  };
}

function read(entries: readonly JsonValue[], given: Partial<HarOptions> = {}): ReadHar {
  return readHar(JSON.stringify({ log: { version: '1.2', entries } }), { ...options, ...given });
}

/** The requests as they go out, one user sending all. */
function sent({ specs }: ReadHar): readonly string[] {
  const source = createRequestSource(specs, {
    seed: 1,
    worker: 0,
    workers: 1,
    prepare: prepareHttp1,
    userAgent: 'trivet/1',
    origins: originsOf(specs),
    data: undefined,
    cookies: undefined,
  });
  const session = { user: 0, values: new Map<string, string>() };
  const steps = specs[0]?.steps ?? [];
  return steps.map(() => Buffer.from(source.next(session).request.head).toString('latin1'));
}

function headers(...pairs: readonly (readonly [string, string])[]): readonly JsonObject[] {
  return pairs.map(([name, value]) => ({ name, value }));
}

test('a recording is one scenario of its requests, in order', () => {
  const { specs, findings } = read([
    entry('https://shop.example/'),
    entry('https://shop.example/api/items?page=1#top', { method: 'post' }),
  ]);
  assert.deepEqual(
    specs.map(({ name, weight, steps }) => [name, weight, steps.map((step) => step.name)]),
    [['shop.har', 1, ['GET /', 'POST /api/items']]],
  );
  assert.deepEqual(findings, []);
});

test('what belongs to the recorded connection is left out, the rest goes as it was', () => {
  const [message] = sent(
    read([
      entry('http://shop.example/a?q={{x}}', {
        headers: headers(
          [':authority', 'shop.example'],
          [':method', 'GET'],
          ['host', 'shop.example'],
          ['connection', 'keep-alive'],
          ['TE', 'trailers'],
          ['transfer-encoding', 'chunked'],
          ['content-length', '99'],
          ['user-agent', 'Browser/1'],
          ['x-odd', '{{not a template}}'],
        ),
        cookies: headers(['sid', 'abc'], ['theme', 'dark']),
      }),
    ]),
  );
  assert.equal(
    message,
    [
      'GET /a?q=%7B%7Bx%7D%7D HTTP/1.1',
      'Host: shop.example',
      'user-agent: Browser/1',
      'x-odd: {{not a template}}',
      'Cookie: sid=abc; theme=dark',
      'Accept: */*',
      '\r\n',
    ].join('\r\n'),
  );
});

test('bodies are text, base64 or parameters', () => {
  const post = (postData: JsonObject, type?: string): JsonObject =>
    entry('http://shop.example/', {
      method: 'POST',
      headers: type === undefined ? [] : headers(['content-type', type]),
      bodySize: 10,
      postData,
    });
  const found = read([
    post({ mimeType: 'application/json', text: '{"a":"{{b}}"}' }, 'application/json;v=1'),
    post({ mimeType: 'image/png', text: 'iVBORw==', encoding: 'base64' }),
    post({
      mimeType: 'application/x-www-form-urlencoded',
      params: headers(['a b', 'ü&'], ['c', '{{']),
    }),
    post(
      {
        mimeType: 'multipart/form-data; boundary=old',
        params: [
          { name: 'a', value: '1' },
          { name: 'f', fileName: 'x.png', contentType: 'image/png' },
        ],
      },
      'multipart/form-data; boundary=old',
    ),
    post({}),
  ]);
  const [json = '', png = '', form = '', parts = '', none = ''] = sent(found);
  assert.match(json, /\r\ncontent-type: application\/json;v=1\r\n[^]*\r\n\r\n\{"a":"\{\{b\}\}"\}$/);
  assert.match(png, /\r\nContent-Type: image\/png\r\n[^]*\r\n\r\n\x89PNG$/);
  assert.match(form, /\r\nContent-Type: application\/x-www-form-urlencoded\r\n/);
  assert.match(form, /\r\n\r\na%20b=%C3%BC%26&c=%7B%7B$/);
  const [, boundary = '?'] =
    /\r\nContent-Type: multipart\/form-data; boundary=(\S+)\r\n/.exec(parts) ?? [];
  assert.equal(parts.split(`--${boundary}`).length, 4);
  assert.doesNotMatch(parts, /boundary=old/);
  assert.match(none, /\r\nContent-Length: 0\r\n\r\n$/);
  assert.deepEqual(
    found.findings.map(({ id, severity, evidence }) => [id, severity, evidence]),
    [['har-body-missing', 'warning', { requests: 2 }]],
  );
});

test('what is not sent is said: other protocols, other hosts', () => {
  const { specs, findings } = read([
    entry('data:text/plain,x'),
    entry('https://shop.example/'),
    entry('https://cdn.example/a.js'),
    entry('wss://shop.example/live'),
    entry('https://shop.example/live', {}, { _resourceType: 'websocket' }),
    entry('https://cdn.example/b.js'),
    entry('https://stats.example/'),
    {},
  ]);
  assert.equal(specs[0]?.steps.length, 1);
  assert.deepEqual(
    findings.map(({ id, title }) => [id, title]),
    [
      [
        'har-request-skipped',
        '4 requests of the recording speak no HTTP (data:, blob:, ws:) and are not sent',
      ],
      [
        'har-request-skipped',
        '3 requests of the recording go to other hosts (cdn.example (2), stats.example (1)) and are not sent',
      ],
    ],
  );
  assert.equal(new Set(findings.map(({ key }) => key)).size, 2);
});

test('hosts can be named, and the recorded one replaced', () => {
  const entries = [
    entry('https://shop.example/a?b=1'),
    entry('https://api.example:8443/c'),
    entry('https://cdn.example/d'),
  ];
  const { specs } = read(entries, {
    hosts: ['shop.example', 'api.example'],
    baseUrl: 'http://localhost:3000/',
  });
  assert.deepEqual(
    specs[0]?.steps.map(({ url }) => url),
    ['http://localhost:3000/a?b=1', 'https://api.example:8443/c'],
  );
});

test('recorded pauses run from the end of a response to the next request', () => {
  const entries = [
    entry('http://h/1', {}, at('00.000')),
    entry('http://h/2', {}, at('01.000')),
    entry('http://h/3', {}, at('01.100')),
  ];
  const pauses = (given: Partial<HarOptions>) =>
    read(entries, given).specs[0]?.steps.map(({ thinkMs }) => thinkMs);
  assert.deepEqual(pauses({ pauses: true }), [
    [750, 750],
    [0, 0],
    [0, 0],
  ]);
  assert.deepEqual(pauses({}), [
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
});

test('as a mix, each request has the weight of how often it was recorded', () => {
  const { specs } = read(
    [
      entry('http://h/a'),
      entry('http://h/b', { method: 'POST', postData: { mimeType: 'a/b', text: '1' } }),
      entry('http://h/a'),
      entry('http://h/b', { method: 'POST', postData: { mimeType: 'a/b', text: '2' } }),
    ],
    { as: 'mix', pauses: true },
  );
  assert.deepEqual(
    specs.map(({ name, weight, steps }) => [name, weight, steps.length]),
    [
      ['GET /a', 2, 1],
      ['POST /b', 1, 1],
      ['POST /b', 1, 1],
    ],
  );
});

test('a status that was recorded as an error may come again', () => {
  const { specs } = read([
    entry('http://h/a', {}, { response: { status: 404 } }),
    entry('http://h/b', {}, { response: { status: 304 } }),
  ]);
  const [missing, cached] = specs[0]?.steps ?? [];
  const expects = (status: number): boolean => missing?.expectStatus?.includes(status) === true;
  assert.deepEqual([200, 399, 400, 404, 500].map(expects), [true, true, false, true, false]);
  assert.equal(cached?.expectStatus, undefined);
});

test('refuses what is no recording, and one without requests', () => {
  for (const text of ['', '[]', '{"log":{}}', '{"log":{"entries":{}}}']) {
    assert.throws(() => readHar(text, options), { code: 'INPUT_UNREADABLE' }, text);
  }
  assert.throws(() => read([]), { code: 'USAGE' });
  assert.throws(() => read([entry('http://h/')], { hosts: ['other'] }), { hint: /h \(1\)/ });
});

function at(time: string): JsonObject {
  return { startedDateTime: `2026-01-01T12:00:${time}Z`, time: 250 };
}
