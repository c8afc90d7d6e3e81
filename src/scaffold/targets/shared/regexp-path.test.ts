import assert from 'node:assert/strict';
import { createServer, get } from 'node:http';
import { test } from 'node:test';
import express from 'express';
import { regexpPath } from './regexp-path.ts';

/** Template, a path that it matches, a path that it does not. */
const cases: readonly [template: string, matching: string, other: string][] = [
  ['/users/{id}', '/users/1', '/users/1/'],
  ['/users/', '/users/', '/users'],
  ['/users/{id}:activate', '/users/1:activate', '/users/1'],
  ['/files/{path}.{ext}', '/files/a.b.png', '/files/png'],
  ["/users('{id}')", "/users('a')", '/users(a)'],
  ['/at({lat},{lon})', '/at(1,2)', '/at(1)'],
  ['/{user-id}/x', '/1/x', '/1/y'],
  ['/{id}suffix', '/1suffix', '/1'],
  ['/{a}{b}', '/12', '/1/2'],
  ['/{+parent}/{weird "name"\\}', '/p/q', '/p'],
  ['/{proxy+}', '/p', '/p/q'],
  ['/événements', '/%C3%A9v%C3%A9nements', '/evenements'],
  ['/a b', '/a%20b', '/a-b'],
  ['/a+b*c!d[e]', '/a+b*c!d[e]', '/a+b*c!d'],
  ['/a%2Fb', '/a%2Fb', '/a/b'],
  ['/a\\b', '/a\\b', '/ab'],
  ['/v1//double', '/v1//double', '/v1/double'],
];

test('every template routes, and only what it means', async () => {
  const app = express();
  const router = express.Router({ caseSensitive: true, strict: true });
  for (const [index, [template]] of cases.entries()) {
    router.get(`/case${index}${regexpPath(template)}`, (_req, res) => res.sendStatus(204));
  }
  app.use(router);
  const server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  const { port } = address;
  for (const [index, [template, matching, other]] of cases.entries()) {
    assert.equal(await statusOf(port, `/case${index}${matching}`), 204, template);
    assert.equal(await statusOf(port, `/case${index}${other}`), 404, template);
  }
  server.close();
});

/** Not `fetch`, which would mend the path. */
function statusOf(port: number, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get({ port, path, host: '127.0.0.1', agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).once('error', reject);
  });
}
