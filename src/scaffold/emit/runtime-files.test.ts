import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { test } from 'node:test';
import { runtimeFiles } from './runtime-files.ts';

test('the runtime is copied with its imports renamed, and without its tests', () => {
  const files = runtimeFiles('src/');
  const paths = new Set(files.map(({ path }) => path));
  assert.ok(paths.has('src/runtime/spec.gen.ts') && paths.has('src/runtime/operation.gen.ts'));
  for (const { path, text, kind } of files) {
    assert.match(path, /^src\/runtime\/(?:[a-z]+\/)?[a-z0-9-]+\.gen\.ts$/);
    assert.equal(kind, 'generated');
    for (const [, module = ''] of text.matchAll(/from '(\.[^']*)'/g)) {
      assert.ok(paths.has(posix.join(path, '..', module)), `${path} imports ${module}`);
    }
  }
});

test('what needs a package comes only where it is wanted', () => {
  const withoutTokens = runtimeFiles('', { jwt: false });
  assert.equal(
    withoutTokens.some(({ text }) => text.includes("from 'jose'")),
    false,
  );
  assert.equal(
    runtimeFiles('', { jwt: true }).some(({ path }) => path === 'runtime/security/jwt.gen.ts'),
    true,
  );
});
