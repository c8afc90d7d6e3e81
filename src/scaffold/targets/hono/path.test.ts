import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Hono } from 'hono';
import { RegExpRouter } from 'hono/router/reg-exp-router';
import { TrieRouter } from 'hono/router/trie-router';
import { honoPath } from './path.ts';

/** Template, a path that it matches, a path that it does not. */
const cases: readonly [template: string, matching: string, other: string][] = [
  ['/users/{id}', '/users/1', '/users/1/'],
  ['/users/', '/users/', '/users'],
  ['/users/{id}:activate', '/users/1:activate', '/users/1'],
  ['/users/me:activate', '/users/me:activate', '/users/me'],
  ['/users/:activate', '/users/:activate', '/users/x'],
  ['/files/{path}.{ext}', '/files/a.b.png', '/files/png'],
  ['/files/{path}.{ext}/raw', '/files/a.b.png/raw', '/files/png/raw'],
  ['/files/{path}.{ext}/$count(x', '/files/a.b/$count(x', '/files/a.b/count(x'],
  ['/range/{from}...{to}', '/range/1...2', '/range/1..2'],
  ["/users('{id}')", "/users('a')", '/users(a)'],
  ["/users('{id}')/{part}", "/users('a')/b", '/users(a)/b'],
  ['/at({lat},{lon})', '/at(1,2)', '/at(1)'],
  ['/{user-id}/x', '/1/x', '/1/y'],
  ['/{id}suffix', '/1suffix', '/1'],
  ['/{a}{b}', '/12', '/1/2'],
  ['/{+parent}/{weird "name"\\}', '/p/q', '/p'],
  ['/{proxy+}', '/p', '/p/q'],
  ['/événements', '/%C3%A9v%C3%A9nements', '/evenements'],
  ['/{id}é', '/1%C3%A9', '/1e'],
  ['/a b', '/a%20b', '/a-b'],
  ['/a+b*c!d[e]', '/a+b*c!d[e]', '/a+b*c!d'],
  ['/all*', '/all*', '/all1'],
  ['/*', '/*', '/x'],
  ['/a|b', '/a|b', '/a'],
  ['/a%2Fb', '/a%2Fb', '/a/b'],
  ['/100%25', '/100%25', '/100%2525'],
  ['/100%zz', '/100%zz', '/100%25zz'],
  ['/{a}$&{b}', '/1$&2', '/12'],
  ['/user/@me', '/user/@me', '/user/me'],
  ['/user/@1/{id}', '/user/@1/2', '/user/1/2'],
  ['/v1//double', '/v1//double', '/v1/double'],
];

const routers = [
  ['the default router', () => new Hono()],
  ['TrieRouter', () => new Hono({ router: new TrieRouter() })],
] as const;

for (const [name, create] of routers) {
  test(`every template routes, and only what it means, with ${name}`, async () => {
    const app = create();
    for (const [index, [template]] of cases.entries()) {
      app.get(`/case${index}${honoPath(template)}`, (c) => c.body(null, 204));
    }
    for (const [index, [template, matching, other]] of cases.entries()) {
      assert.equal((await app.request(`/case${index}${matching}`)).status, 204, template);
      assert.equal((await app.request(`/case${index}${other}`)).status, 404, template);
    }
  });
}

test('every template alone routes with RegExpRouter, save where it knows no parentheses', async () => {
  for (const [template, matching, other] of cases) {
    const path = honoPath(template);
    if (/\((?!\?:)/.test(path)) continue;
    const app = new Hono({ router: new RegExpRouter() });
    app.get(path, (c) => c.body(null, 204));
    assert.equal((await app.request(matching)).status, 204, template);
    assert.equal((await app.request(other)).status, 404, template);
  }
});

test('plain templates read as Hono users write them', () => {
  assert.equal(honoPath('/v1/users/{user-id}/posts.json'), '/v1/users/:user-id/posts.json');
  assert.equal(honoPath('/users/{id}:activate'), '/users/:id{[^/]+:activate}');
  assert.equal(honoPath('/files/{path}.{ext}'), String.raw`/files/:path{[^/][^/.]*\.[^/]+}`);
});

test('a long hostile segment is refused as fast as it is long', async () => {
  const app = new Hono();
  app.get(honoPath('/{a}.{b}.{c}-x-{d}.{e}.{f}!'), (c) => c.body(null, 204));
  const startMs = performance.now();
  assert.equal((await app.request(`/${'.-x-'.repeat(4_000)}`)).status, 404);
  assert.ok(performance.now() - startMs < 1_000);
});
