import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyExchange } from '../../http/exchange.ts';
import type { RequestMessage } from '../../http/message.ts';
import { MessageMemory, redirectOf } from './follow.ts';

const body = Buffer.from('{}');
const post: RequestMessage = {
  method: 'POST',
  scheme: 'https',
  authority: 'api.test',
  target: '/v1/users?page=2',
  headers: [
    ['Authorization', 'Bearer secret'],
    ['COOKIE', 'a=1'],
    ['Content-Type', 'application/json'],
    ['Content-Language', 'en'],
    ['Accept', '*/*'],
  ],
  body,
  keep: 'nothing',
};

function follow(
  status: number,
  location: string | undefined,
  message: Partial<RequestMessage> = {},
): ReturnType<typeof redirectOf> {
  const field = location === undefined ? '' : `locaTion: ${location}\r\n`;
  const headers = `HTTP/1.1 ${status} Elsewhere\r\nDate: now\r\n${field}\r\n`;
  return redirectOf({ ...post, ...message }, { ...emptyExchange(), status, headers });
}

const methods: readonly (readonly [status: number, from: string, to: string])[] = [
  [301, 'GET', 'GET'],
  [301, 'POST', 'GET'],
  [301, 'PUT', 'PUT'],
  [301, 'HEAD', 'HEAD'],
  [302, 'POST', 'GET'],
  [302, 'DELETE', 'DELETE'],
  [303, 'GET', 'GET'],
  [303, 'POST', 'GET'],
  [303, 'PUT', 'GET'],
  [303, 'DELETE', 'GET'],
  [303, 'HEAD', 'HEAD'],
  [307, 'POST', 'POST'],
  [307, 'GET', 'GET'],
  [308, 'POST', 'POST'],
  [308, 'PATCH', 'PATCH'],
];

for (const [status, from, to] of methods) {
  test(`${status} after ${from} is followed with ${to}, and the body goes where the method goes`, () => {
    const message = follow(status, '/next', { method: from })?.message;
    assert.equal(message?.method, to);
    const keeps = to === from && !(status === 303 && to === 'GET');
    assert.equal(message?.body, keeps ? body : undefined);
    const names = message?.headers.map(([name]) => name.toLowerCase()) ?? [];
    assert.equal(names.includes('content-type'), keeps);
    assert.equal(names.includes('content-language'), keeps);
    assert.ok(names.includes('accept'));
  });
}

const places: readonly (readonly [location: string, url: string])[] = [
  ['/next', 'https://api.test/next'],
  ['next?x=1', 'https://api.test/v1/next?x=1'],
  ['?page=3', 'https://api.test/v1/users?page=3'],
  ['../up', 'https://api.test/up'],
  ['//other.test/x', 'https://other.test/x'],
  ['http://other.test:8080/x', 'http://other.test:8080/x'],
  ['https://api.test:443/x', 'https://api.test/x'],
  ['/a b', 'https://api.test/a%20b'],
  ['/x#part', 'https://api.test/x'],
];

for (const [location, expected] of places) {
  test(`Location: ${location} leads to ${expected}`, () => {
    const message = follow(307, location)?.message;
    assert.equal(`${message?.scheme}://${message?.authority}${message?.target}`, expected);
  });
}

for (const [status, location] of [
  [200, '/next'],
  [201, '/made'],
  [300, '/choices'],
  [304, '/next'],
  [305, '/proxy'],
  [302, undefined],
  [302, 'http://[nowhere'],
  [302, 'ftp://files.test/x'],
  [302, 'javascript:alert(1)'],
] as const) {
  test(`${status} with Location: ${location} leads nowhere`, () => {
    assert.equal(follow(status, location), undefined);
  });
}

const secrets: readonly (readonly [location: string, kept: boolean])[] = [
  ['/next', true],
  ['https://api.test/x', true],
  ['https://api.test:443/x', true],
  ['https://other.test/x', false],
  ['https://api.test.evil.test/x', false],
  ['https://api.test:8443/x', false],
  // In clear text anybody on the way could read them.
  ['http://api.test/x', false],
];

for (const [location, kept] of secrets) {
  test(`credentials ${kept ? 'go on' : 'do not go'} to ${location}`, () => {
    const names = follow(307, location)?.message.headers.map(([name]) => name.toLowerCase()) ?? [];
    assert.deepEqual([names.includes('authorization'), names.includes('cookie')], [kept, kept]);
    assert.ok(names.includes('content-type'));
  });
}

test('a response without kept headers leads nowhere', () => {
  assert.equal(redirectOf(post, { ...emptyExchange(), status: 302 }), undefined);
});

test('a request remembers the message that it was made from', () => {
  const memory = new MessageMemory();
  const request = {
    head: Buffer.from('x'),
    body: undefined,
    isHead: false,
    keep: 'nothing',
  } as const;
  assert.equal(memory.of(request), undefined);
  assert.equal(memory.note(request, post), request);
  assert.equal(memory.of(request), post);
});
