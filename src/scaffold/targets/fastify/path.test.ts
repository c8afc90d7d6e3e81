import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fastify from 'fastify';
import { fastifyPath, routeKey } from './path.ts';

/** Answers each request with the template that it was taken for, and with what its variables hold. */
async function router(
  ...templates: readonly string[]
): Promise<(url: string) => Promise<{ template?: string; values?: readonly string[] }>> {
  const app = fastify({ routerOptions: { maxParamLength: 16_384 } });
  for (const template of templates) {
    app.get<{ Params: Record<string, string> }>(fastifyPath(template), ({ params }) => ({
      template,
      values: Object.values(params),
    }));
  }
  await app.ready();
  return async (url) => {
    const answer = await app.inject(url);
    return answer.statusCode === 404 ? {} : answer.json();
  };
}

describe('fastifyPath', () => {
  it('reads like what Fastify users write', () => {
    assert.equal(fastifyPath('/users/{id}'), '/users/:id');
    assert.equal(fastifyPath('/users/{user-id}/x{n}'), '/users/:user_id/x:n');
    assert.equal(fastifyPath('/users/{id}:activate'), '/users/:id(^[^]+)::activate');
  });

  it('matches every shape of template', async () => {
    const cases: readonly [template: string, url: string, ...values: string[]][] = [
      ['/users/{id}', '/users/5', '5'],
      ['/users/{id}:activate', '/users/5:activate', '5'],
      ['/files/{path}.{ext}', '/files/a.b.png', 'a', 'b.png'],
      ['/files/{id}.json', '/files/a.json.json', 'a.json'],
      ["/odata/Foo('{id}')", "/odata/Foo('k%20k')", 'k k'],
      ['/odata/Foo(a={a},b={b})', '/odata/Foo(a=1,b=2)', '1', '2'],
      ['/{a}{b}', '/xyz', 'x', 'yz'],
      ['/{a}:{b}', '/x:y:z', 'x', 'y:z'],
      ['/a//b', '/a//b'],
      ['/a:b', '/a:b'],
      ['/a::b/{c}', '/a::b/c', 'c'],
      ['/{proxy+}', '/x', 'x'],
      ['/{a-b}/{a_b}', '/x/y', 'x', 'y'],
      ['/path,with,commas', '/path,with,commas'],
      ['/with space/{x y}', '/with%20space/1', '1'],
      ['/événements', '/%C3%A9v%C3%A9nements'],
      ['/😀{e}', '/%F0%9F%98%80e', 'e'],
      ['/a%2Fb', '/a%2Fb', '/'],
      ['/100%25', '/100%25', '%'],
      ['/{a}*', '/x*', 'x', '*'],
      ['/re.g+(e)[x]^$|/{x}', '/re.g+(e)%5Bx%5D%5E$%7C/1', '1'],
      ['/{__proto__}', '/x', 'x'],
      ['/x/', '/x/'],
    ];
    for (const [template, url, ...values] of cases) {
      const find = await router(template);
      assert.deepEqual(await find(url), { template, values }, template);
    }
  });

  it('does not match what the template leaves out', async () => {
    const cases: readonly [template: string, url: string][] = [
      ['/{a}{b}', '/x'],
      ['/{a}.{b}', '/.'],
      ['/a*', '/ab'],
      ['/a%2Fb', '/a/b'],
      ['/x/', '/x'],
      ['/x.y', '/xzy'],
    ];
    for (const [template, url] of cases) {
      const find = await router(template);
      assert.deepEqual(await find(url), {}, template);
    }
  });

  it('takes the most concrete of several', async () => {
    const find = await router('/x/me', '/x/{id}.json', '/x/{id}.xml', '/x/a{id}', '/x/{id}');
    assert.equal((await find('/x/me')).template, '/x/me');
    assert.equal((await find('/x/b.json')).template, '/x/{id}.json');
    assert.equal((await find('/x/b.xml')).template, '/x/{id}.xml');
    assert.equal((await find('/x/ab')).template, '/x/a{id}');
    assert.equal((await find('/x/b')).template, '/x/{id}');
  });

  it('takes linear time, whatever is asked for', async () => {
    const find = await router('/{a}-{b}-{c}-{d}.x');
    const startMs = performance.now();
    assert.deepEqual(await find(`/${'-'.repeat(16_000)}`), {});
    assert.ok(performance.now() - startMs < 1_000);
  });
});

describe('routeKey', () => {
  it('is the same for paths that differ in names only', () => {
    assert.equal(routeKey('/a/{x}/b'), routeKey('/a/{y}/b'));
    assert.notEqual(routeKey('/a/{x}.b'), routeKey('/a/{x}'));
  });
});
