import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blankContext } from './template-context.ts';
import { compileUrl } from './url.ts';

function targetOf(url: string, values: Readonly<Record<string, string>> = {}): string {
  const context = { ...blankContext, values: new Map(Object.entries(values)) };
  return compileUrl(url).target.render(context);
}

test('a URL is its origin, its authority and its target', () => {
  const { address, authority, scheme, target, authorization } = compileUrl(
    'HTTPS://Ex.com:8443/a?b=1',
  );
  assert.deepEqual(address, { protocol: 'https:', host: 'ex.com', port: 8443 });
  assert.deepEqual([authority, scheme, target.constant], ['ex.com:8443', 'https', '/a?b=1']);
  assert.equal(authorization, undefined);
});

test('the usual port is not said, and names become what the network knows', () => {
  assert.equal(compileUrl('http://ex.com:80').authority, 'ex.com');
  assert.equal(compileUrl('http://[::1]:3000/').authority, '[::1]:3000');
  assert.equal(compileUrl('http://[::1]:3000/').address.host, '::1');
  assert.equal(compileUrl('http://bücher.example/').authority, 'xn--bcher-kva.example');
});

test('the target is sent as it is written, but for what no URL can hold', () => {
  const targets: readonly (readonly [url: string, target: string])[] = [
    ['http://h', '/'],
    ['http://h?a=1', '/?a=1'],
    ['http://h#top', '/'],
    ['http://h/a/../b/./c//', '/a/../b/./c//'],
    ['http://h/a?b#c?d', '/a?b'],
    ['http://h/a b/ü?q=漢 "x"', '/a%20b/%C3%BC?q=%E6%BC%A2%20%22x%22'],
    ['http://h/%41%zz?a[0]=1;b|c', '/%41%zz?a[0]=1;b%7Cc'],
    ['http://h/{id}', '/%7Bid%7D'],
    ['http://h/{{{{id}}', '/%7B%7Bid%7D%7D'],
  ];
  for (const [url, target] of targets) assert.equal(targetOf(url), target, url);
});

test('values are filled into path and query', () => {
  assert.equal(
    targetOf('http://h/{{a}}?q={{b}}#{{a}}', { a: 'x/y', b: 'ü&c=#' }),
    '/x%2Fy?q=%C3%BC%26c%3D%23',
  );
  assert.equal(targetOf('http://h?{{a}}', { a: '1' }), '/?1');
});

test('user and password become a header', () => {
  assert.equal(compileUrl('http://ann:p%40ss@h/').authorization, basic('ann:p@ss'));
  assert.equal(compileUrl('http://ann@h/').authorization, basic('ann:'));
  assert.equal(compileUrl('http://ann:50%@h/').authorization, basic('ann:50%'));
});

test('refuses what is no URL of HTTP, and templates before the path', () => {
  for (const url of [
    '',
    '/users',
    'ftp://h/',
    'http://',
    'http:///x',
    'http://h:99999/',
    'http://a b/',
  ]) {
    assert.throws(() => compileUrl(url), { code: 'USAGE' }, url);
  }
  assert.throws(() => compileUrl('http://{{host}}/x'), {
    code: 'USAGE',
    message: /template in its host/,
  });
  assert.throws(() => compileUrl('http://h:{{port}}/x'), {
    code: 'USAGE',
    message: /template in its host/,
  });
  assert.throws(() => compileUrl('{{base}}/x'), { code: 'USAGE', hint: /path and the query only/ });
});

function basic(pair: string): string {
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}
