import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { frameworks } from '../../src/scaffold/targets/target.ts';
import {
  bookshop,
  generate,
  lendPackages,
  npmRun,
  start,
  temporaryFolder,
  typeErrors,
} from '../support/application.ts';

/** Real applications, compiled by the real compiler, started by `npm start`, called over real sockets. */
for (const framework of frameworks) {
  describe(`the ${framework} application`, () => {
    test('type-checks, lints, passes its own tests, and answers as HTTP demands', async () => {
      await using folder = await temporaryFolder();
      await generate(bookshop, folder.path, { framework });
      await lendPackages(folder.path);
      assert.equal(typeErrors(folder.path), '');
      const tests = npmRun(folder.path, 'test');
      assert.equal(tests.status, 0, tests.output);
      assert.match(tests.output, /# fail 0|ℹ fail 0/);
      await using app = await start(folder.path);
      await expectHttp(app.url);
    });

    test('answers made of examples and schemas compile', async () => {
      await using folder = await temporaryFolder();
      await generate(bookshop, folder.path, { framework, mock: true });
      await lendPackages(folder.path);
      assert.equal(typeErrors(folder.path), '');
    });

    test('a missing handler does not compile', async () => {
      await using folder = await temporaryFolder();
      await generate(bookshop, folder.path, { framework });
      await lendPackages(folder.path);
      const file = join(folder.path, 'src/routes/books.ts');
      const text = await readFile(file, 'utf8');
      await writeFile(file, text.replaceAll('getBook', 'getBuch'));
      assert.match(typeErrors(folder.path), /getBook|getBuch/);
    });

    test('running it again changes nothing, and never touches a handler', async () => {
      await using folder = await temporaryFolder();
      await generate(bookshop, folder.path, { framework });
      const file = join(folder.path, 'src/routes/books.ts');
      await writeFile(file, `${await readFile(file, 'utf8')}// mine\n`);
      const again = await generate(bookshop, folder.path, { framework });
      assert.deepEqual(
        again.files.filter((f) => f.action !== 'unchanged' && f.action !== 'kept'),
        [],
      );
      assert.match(await readFile(file, 'utf8'), /\/\/ mine\n$/);
    });
  });
}

/** One row a rule of HTTP: method, path, what is sent, what must come back. */
async function expectHttp(url: string): Promise<void> {
  const json = { 'content-type': 'application/json' };
  const key = { 'x-shop-key': 'not-a-key' };
  const rows: [string, string, RequestInit, number, string?][] = [
    ['an unwritten handler', '/v1/books', {}, 501, 'NOT_IMPLEMENTED'],
    ['a number that is none', '/v1/books?limit=many', {}, 400, 'VALIDATION_ERROR'],
    ['a limit above its maximum', '/v1/books?limit=101', {}, 400, 'VALIDATION_ERROR'],
    ['a deep object', '/v1/books?price[min]=1&price[max]=2', {}, 501],
    ['a deep object of texts', '/v1/books?price[min]=x', {}, 400],
    ['a list of genres', '/v1/books?genre=novel,poetry', {}, 501],
    ['a list with a stranger', '/v1/books?genre=novel,crime', {}, 400],
    ['a pattern in the path', '/v1/books/123', {}, 400],
    ['broken percent encoding', '/v1/books/%E0%A4%A', {}, 400],
    ['no credentials', '/v1/orders', { method: 'POST', body: '{}', headers: json }, 401],
    ['a wrong key', '/v1/orders/events', { headers: key }, 401],
    ['an unknown path', '/v1/nothing', {}, 404, 'NOT_FOUND'],
    ['a method nobody declared', '/v1/books', { method: 'PATCH' }, 405, 'METHOD_NOT_ALLOWED'],
    ['nothing acceptable', '/v1/books', { headers: { accept: 'image/png' } }, 406],
  ];
  for (const [what, path, init, status, code] of rows) {
    const answer = await fetch(url + path, init);
    const body: { error?: { code?: string } } = JSON.parse(await answer.text());
    assert.equal(answer.status, status, `${what}: ${JSON.stringify(body)}`);
    if (code !== undefined) assert.equal(body.error?.code, code, what);
    // Express refuses broken encoding before it knows which operation is meant.
    const routed = ![404, 405].includes(status) && !path.includes('%E0');
    if (routed) assert.ok(answer.headers.get('x-operation-id'), what);
    if (status === 405) assert.match(answer.headers.get('allow') ?? '', /GET.*POST|POST.*GET/);
  }
}
