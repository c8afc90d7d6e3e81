import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createAllowedMethods, pathEndMatcher, pathMatcher } from './paths.ts';

function values(template: string, path: string): unknown {
  const matched = pathMatcher(template)(path);
  return matched && Object.fromEntries(matched);
}

suite('path templates', () => {
  test('give the values of their variables, not decoded', () => {
    assert.deepEqual(values('/users/{id}', '/users/a%2Fb?x=1#y'), { id: 'a%2Fb' });
    assert.deepEqual(values('/users/{id}/', '/users/1'), { id: '1' });
    assert.deepEqual(values('/files/{name}.{ext}', '/files/a.tar.gz'), {
      name: 'a',
      ext: 'tar.gz',
    });
    assert.deepEqual(values('/users/{id}:activate', '/users/1:activate'), { id: '1' });
    assert.deepEqual(values('/users/{id}:activate', '/users/1%3Aactivate'), { id: '1' });
    assert.deepEqual(values('/a/{__proto__}', '/a/1'), Object.fromEntries([['__proto__', '1']]));
    assert.deepEqual(values('/caf\u00E9', '/caf%C3%A9'), {});
    assert.deepEqual(values('/', '/'), {});
    assert.deepEqual(values('/a{b', '/a{b'), {});
  });

  test('do not match other paths', () => {
    for (const path of [
      '/users',
      '/users/',
      '/users/1/x',
      '/x/users/1',
      '/user/1',
      '',
      '/users//',
    ]) {
      assert.equal(values('/users/{id}', path), undefined, path);
    }
    assert.equal(values('/users/{id}:activate', '/users/:activate'), undefined);
  });

  test('may be mounted anywhere', () => {
    const match = pathEndMatcher('/v1/users/{id}/posts');
    assert.equal(match('/proxy/v1/users/7/posts')?.get('id'), '7');
    assert.equal(match('/V1/Users/7/Posts/')?.get('id'), '7');
    assert.equal(match('/posts'), undefined);
  });

  test('take time in proportion to the path', () => {
    const match = pathMatcher('/{a}-{b}-{c}-{d}-{e}!');
    const started = performance.now();
    assert.equal(match(`/${'-'.repeat(100_000)}`), undefined);
    assert.ok(performance.now() - started < 200);
  });
});

test('the methods of a path are known for 405 answers', () => {
  const allowed = createAllowedMethods([
    { method: 'GET', path: '/users/{id}' },
    { method: 'DELETE', path: '/users/{id}' },
    { method: 'POST', path: '/users/me' },
    { method: 'POST', path: '/users' },
  ]);
  assert.deepEqual(allowed('/users/1?x'), ['DELETE', 'GET', 'HEAD', 'OPTIONS']);
  assert.deepEqual(allowed('/users/me'), ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST']);
  assert.deepEqual(allowed('/users/'), ['OPTIONS', 'POST']);
  assert.deepEqual(allowed('/nothing'), []);
});
