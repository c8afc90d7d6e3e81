import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { configFile, loadConfig } from './config.ts';

function folderWith(t: TestContext, source?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'trivet-config-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  if (source !== undefined) writeFileSync(join(folder, configFile), source);
  return folder;
}

test('without a file nothing is set', async (t) => {
  const { scaffold } = await loadConfig(folderWith(t));
  assert.ok(Object.values(scaffold).every((value) => value === undefined));
});

test('settings are read from TypeScript', async (t) => {
  const source = `
    interface Any { readonly scaffold: object }
    const config: Any = { scaffold: { spec: 'api.yaml', framework: 'koa', include: ['tag:a'], mock: true } };
    export default config;`;
  const { scaffold } = await loadConfig(folderWith(t, source));
  assert.equal(scaffold.spec, 'api.yaml');
  assert.equal(scaffold.framework, 'koa');
  assert.deepEqual(scaffold.include, ['tag:a']);
  assert.equal(scaffold.mock, true);
  assert.equal(scaffold.strict, undefined);
});

const mistakes: readonly (readonly [source: string, says: RegExp])[] = [
  ['export const scaffold = {};', /default export is not an object/],
  ['export default 3;', /default export is not an object/],
  ['export default { scafold: {} };', /unknown setting "scafold"; did you mean "scaffold"\?/],
  ['export default { scaffold: [] };', /"scaffold" is not an object/],
  ['export default { scaffold: { force: true } };', /unknown setting "force"/],
  ["export default { scaffold: { framework: 'rails' } };", /must be one of express, /],
  ["export default { scaffold: { mock: 'yes' } };", /"scaffold.mock" must be true or false/],
  ["export default { scaffold: { include: 'tag:a' } };", /must be a list of texts/],
  ['export default {', /cannot be loaded/],
  ["throw new Error('no network');", /cannot be loaded: no network/],
];

for (const [source, says] of mistakes) {
  test(`refused: ${source}`, async (t) => {
    await assert.rejects(loadConfig(folderWith(t, source)), (error: Error) => {
      assert.match(error.message, says);
      assert.ok('code' in error && error.code === 'CONFIG_INVALID');
      return true;
    });
  });
}
