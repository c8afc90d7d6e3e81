import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { loadScenario } from './load-scenario.ts';

function file(t: TestContext, name: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'trivet-test-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, name), text);
  return pathToFileURL(join(folder, name)).href;
}

test('TypeScript and JavaScript, whatever the module around it', async (t) => {
  for (const [name, text] of [
    ['a.ts', 'export default async function (user: { get(url: string): Promise<unknown> }) {}'],
    ['b.mts', 'const run = (): void => {}; export default run;'],
    ['c.js', 'export default () => {};'],
    ['d.mjs', 'export default async () => {};'],
    ['e.cjs', 'module.exports = () => {};'],
    ['with space & ü.ts', 'export default (): void => {};'],
  ] as const) {
    assert.equal(typeof (await loadScenario(file(t, name, text))), 'function', name);
  }
});

test('what is wrong with a file is said in a sentence, with its name and a next step', async (t) => {
  for (const [name, text, says] of [
    ['none.ts', 'export const x = 1;', /^none\.ts does not export a function by default\.$/],
    ['number.ts', 'export default 5;', /^number\.ts does not export a function by default\.$/],
    ['broken.ts', 'export default async function ( {', /^broken\.ts cannot be loaded: /],
    ['throws.ts', 'throw new Error("no database");', /^throws\.ts cannot be loaded: no database$/],
    ['needs.ts', 'import "./nothing.ts";', /^needs\.ts cannot be loaded: Cannot find module/],
    ['enum.ts', 'enum A { b } export default () => A.b;', /^enum\.ts cannot be loaded: /],
    ['ü.ts', '', /^ü\.ts does not/],
  ] as const) {
    await assert.rejects(loadScenario(file(t, name, text)), (error) => {
      assert.ok(error instanceof Error && 'code' in error && 'hint' in error);
      assert.equal(error.code, 'USAGE');
      assert.match(error.message, says);
      assert.ok(error.hint);
      return true;
    });
  }
});
