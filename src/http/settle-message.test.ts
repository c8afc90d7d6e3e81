import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settleMessage, type MessageDraft } from './settle-message.ts';

const draft: MessageDraft = {
  method: 'GET',
  scheme: 'http',
  authority: 'url.example',
  target: '/',
  headers: [],
  body: undefined,
  keep: 'nothing',
  userAgent: 'trivet/1.2.3',
};

test('a request says who sends it and that it takes anything', () => {
  assert.deepEqual(settleMessage(draft).headers, [
    ['User-Agent', 'trivet/1.2.3'],
    ['Accept', '*/*'],
  ]);
});

test('headers of the user win, whatever their case', () => {
  const { authority, headers } = settleMessage({
    ...draft,
    headers: [
      ['user-agent', 'mine'],
      ['HOST', ' virtual.example '],
      ['ACCEPT', ''],
      ['content-length', '9999'],
      ['Connection', 'close'],
    ],
  });
  assert.equal(authority, 'virtual.example');
  assert.deepEqual(headers, [
    ['user-agent', 'mine'],
    ['ACCEPT', ''],
    ['Connection', 'close'],
  ]);
});

test('a body that looks like JSON is sent as JSON, unless the user says what it is', () => {
  assert.equal(typeOf('{"a":1}'), 'application/json');
  assert.equal(typeOf(' \n[1]\r\n'), 'application/json');
  assert.equal(typeOf('a=1&b=2'), undefined);
  assert.equal(typeOf('{'), undefined);
  assert.equal(typeOf(''), undefined);
  assert.equal(typeOf('{}', [['content-type', 'text/plain']]), 'text/plain');
});

test('refuses a transfer encoding', () => {
  assert.throws(() => settleMessage({ ...draft, headers: [['transfer-encoding', 'chunked']] }), {
    code: 'USAGE',
  });
});

function typeOf(body: string, headers: MessageDraft['headers'] = []): string | undefined {
  const settled = settleMessage({ ...draft, headers, body: Buffer.from(body) });
  return settled.headers.find(([name]) => /^content-type$/i.test(name))?.[1];
}
