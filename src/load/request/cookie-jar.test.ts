import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CookieJar, type CookieScope } from './cookie-jar.ts';

const scope: CookieScope = { host: 'shop.example.com', target: '/a/b?x=/', secure: true };
const now = Date.UTC(2026, 0, 1);

/** What a jar sends to one place after it was set at another one. */
function sent(
  fields: readonly string[],
  to: Partial<CookieScope> = {},
  from: Partial<CookieScope> = {},
  nowMs = now,
): string {
  const jar = new CookieJar();
  jar.store(fields, { ...scope, ...from }, now);
  return jar
    .cookiesFor({ ...scope, ...to }, nowMs)
    .map(({ name, value }) => `${name}=${value}`)
    .join('; ');
}

test('a cookie without a domain goes to the host that set it only', () => {
  assert.equal(sent(['a=1']), 'a=1');
  assert.equal(sent(['a=1'], { host: 'sub.shop.example.com' }), '');
  assert.equal(sent(['a=1'], { host: 'example.com' }), '');
});

test('a domain holds the hosts below it, and the one that sets it', () => {
  assert.equal(sent(['a=1; Domain=.Example.com'], { host: 'www.example.com' }), 'a=1');
  assert.equal(sent(['a=1; Domain=example.com'], { host: 'example.com' }), 'a=1');
  assert.equal(sent(['a=1; Domain=example.com'], { host: 'badexample.com' }), '');
  assert.equal(sent(['a=1; Domain=other.com'], { host: 'other.com' }), '');
  assert.equal(sent(['a=1; Domain=com'], { host: 'x.com' }), '');
  assert.equal(sent(['a=1; Domain=0.0.1'], { host: '9.0.0.1' }, { host: '127.0.0.1' }), '');
});

test('a path holds what is below it; the default is the folder of the request', () => {
  assert.equal(sent(['a=1'], { target: '/a/other' }), 'a=1');
  assert.equal(sent(['a=1'], { target: '/a' }), 'a=1');
  assert.equal(sent(['a=1'], { target: '/ab' }), '');
  assert.equal(sent(['a=1; Path=/shop'], { target: '/shop?x=1' }), 'a=1');
  assert.equal(sent(['a=1; Path=/shop'], { target: '/shopping' }), '');
  assert.equal(sent(['a=1; Path=relative'], { target: '/a/x' }), 'a=1');
});

test('the longer path comes first, then the older cookie', () => {
  const fields = ['a=1; Path=/', 'b=2; Path=/a', 'c=3; Path=/', 'a=4; Path=/'];
  assert.equal(sent(fields), 'b=2; a=4; c=3');
});

test('a secure cookie stays on secure connections, both ways', () => {
  assert.equal(sent(['a=1; Secure']), 'a=1');
  assert.equal(sent(['a=1; Secure'], { secure: false }), '');
  assert.equal(sent(['a=1; Secure'], {}, { secure: false }), '');
});

test('a cookie ends in its time, by Max-Age before Expires', () => {
  const day = 86_400_000;
  assert.equal(sent(['a=1; Max-Age=60'], {}, {}, now + 59_000), 'a=1');
  assert.equal(sent(['a=1; Max-Age=60'], {}, {}, now + 60_000), '');
  const expires = 'Expires=Fri, 02 Jan 2026 00:00:00 GMT';
  assert.equal(sent([`a=1; ${expires}`], {}, {}, now + day - 1), 'a=1');
  assert.equal(sent([`a=1; ${expires}`], {}, {}, now + day), '');
  assert.equal(sent(['a=1; Expires=Fri, 02-Jan-2026 00:00:00 GMT'], {}, {}, now + day), '');
  assert.equal(sent([`a=1; Max-Age=999999; ${expires}`], {}, {}, now + day), 'a=1');
  assert.equal(sent(['a=1; Expires=nonsense; Max-Age=x'], {}, {}, now + 99 * day), 'a=1');
});

test('a cookie that has ended already takes the one of its name away', () => {
  assert.equal(sent(['a=1', 'b=2', 'a=; Max-Age=0']), 'b=2');
  assert.equal(sent(['a=1', 'a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT']), '');
});

test('ignores what is no cookie; values keep their equals signs and quotes', () => {
  assert.equal(sent(['novalue', '=x', ' =x', 'a=\u0001']), '');
  assert.equal(sent(['a = "x=y==" ; HttpOnly']), 'a="x=y=="');
});

test('holds a bounded number', () => {
  const fields = Array.from({ length: 1000 }, (_, index) => `c${index}=1`);
  assert.equal(sent(fields).split('; ').length, 300);
});
