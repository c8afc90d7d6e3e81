import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readMix } from './mix-file.ts';

const nothing = { baseUrl: undefined, headers: [] } as const;
const withBase = { ...nothing, baseUrl: 'http://127.0.0.1:3000/' };

const shop = [
  { name: 'list', weight: 3, url: '/orders?limit={{$randomInt 1 20}}', expectStatus: 200 },
  {
    name: 'buy',
    steps: [
      {
        method: 'post',
        url: '/login',
        json: { user: '{{name}}' },
        extract: { token: 'json:/token' },
      },
      {
        name: 'order',
        url: '/orders',
        headers: { Authorization: 'Bearer {{token}}' },
        body: 'x',
        expectStatus: [200, 201],
        expectBody: '/id/',
        think: '1s-3s',
      },
    ],
  },
];

test('requests and scenarios, with their shares, URLs, bodies and values', () => {
  const [list, buy] = readMix(JSON.stringify(shop), 'shop.json', withBase);
  assert.equal(list?.weight, 3);
  assert.equal(list?.steps[0]?.url, 'http://127.0.0.1:3000/orders?limit={{$randomInt 1 20}}');
  assert.deepEqual(list?.steps[0]?.expectStatus, [200]);
  assert.equal(buy?.weight, 1);
  const [login, order] = buy?.steps ?? [];
  assert.equal(login?.method, 'POST');
  assert.deepEqual(login?.body, { kind: 'text', text: '{"user":"{{name}}"}' });
  assert.deepEqual(login?.headers, [['Content-Type', 'application/json']]);
  assert.deepEqual(login?.extract, [{ name: 'token', from: 'json', at: '/token' }]);
  assert.equal(order?.method, 'POST');
  assert.deepEqual(order?.thinkMs, [1000, 3000]);
});

test('the published schema admits what the reader admits', () => {
  const schema: object = JSON.parse(
    readFileSync(new URL('../../../schemas/load-mix-1.json', import.meta.url), 'utf8'),
  );
  const validate = new Ajv2020({ strict: true, strictRequired: false }).compile(schema);
  assert.ok(validate(shop), JSON.stringify(validate.errors));
  for (const { mix } of mistakes) {
    if (mix !== undefined) assert.equal(validate(mix), false, JSON.stringify(mix));
  }
});

const mistakes: readonly {
  readonly mix?: unknown;
  readonly text?: string;
  readonly says: RegExp;
}[] = [
  { text: '{', says: /^mix\.json is not JSON/ },
  { mix: {}, says: /^mix\.json is not a list/ },
  { mix: [{ url: 3 }], says: /^\[0\]\.url in mix\.json is not a text/ },
  { mix: [{ url: 'http://a/', wieght: 3 }], says: /^\[0\]\.wieght in mix\.json is not known/ },
  { mix: [{ url: 'http://a/', weight: -1 }], says: /^\[0\]\.weight in mix\.json is not a number/ },
  { mix: [{ steps: [] }], says: /^\[0\]\.steps in mix\.json is not a list with a step/ },
  {
    mix: [{ url: 'http://a/', extract: { a: 'xml:/b' } }],
    says: /^\[0\]\.extract\.a in mix\.json is not like "json:/,
  },
  {
    mix: [{ url: 'http://a/', expectStatus: 99 }],
    says: /expectStatus in mix\.json is not a status/,
  },
];

for (const { mix, text, says } of mistakes) {
  test(`${text ?? JSON.stringify(mix)} is a mistake`, () => {
    assert.throws(() => readMix(text ?? JSON.stringify(mix), 'mix.json', nothing), {
      code: 'INPUT_INVALID',
      message: says,
    });
  });
}

test('a relative URL needs something to be relative to', () => {
  assert.throws(() => readMix('[{"url":"/a"}]', 'mix.json', nothing), {
    message: /no --base-url/,
  });
});
