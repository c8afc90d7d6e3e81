import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { configFile } from '../config.ts';
import type { CliContext } from '../context.ts';
import { type DbSettings, readDbSettings, withRunSettings } from './settings.ts';

/** Reads the settings of a folder whose configuration file has this section. */
async function read(t: TestContext, db: string): Promise<DbSettings> {
  const cwd = mkdtempSync(join(tmpdir(), 'trivet-settings-'));
  t.after(() => rmSync(cwd, { recursive: true, force: true }));
  writeFileSync(join(cwd, configFile), `export default { db: ${db} };`);
  // Our parsers look at the text alone.
  const context: CliContext = Object.assign(Object.create(null), { cwd });
  return readDbSettings(context);
}

test('settings are read by the parsers of the command line', async (t) => {
  const settings = await read(
    t,
    `{ connection: 'postgres://localhost/a', schema: 'schema/', migrations: ['a', 'b'], pg: 17, strict: true,
       failOn: 'error', lockTimeout: '100ms', maxLag: 5, shadow: process.env.NOWHERE }`,
  );
  assert.deepEqual(settings, {
    connection: 'postgres://localhost/a',
    schema: ['schema/'],
    migrations: ['a', 'b'],
    pg: '17',
    strict: true,
    failOn: 'error',
    lockTimeout: 100,
    maxLag: 5000,
  });
});

test('the command line wins, and what is for others stays out', () => {
  const flags = withRunSettings(
    { lockTimeout: 50, maxLag: undefined },
    { lockTimeout: 100, maxLag: 5000, strict: true },
  );
  assert.deepEqual(flags, { lockTimeout: 50, maxLag: 5000 });
});

const mistakes: readonly (readonly [section: string, says: RegExp])[] = [
  ['[]', /"db" is not an object/],
  ['{ conection: "x" }', /"db" has an unknown setting "conection"; did you mean "connection"\?/],
  // To go on all the same is said each time.
  ['{ allow: "data-loss" }', /"db" has an unknown setting "allow"/],
  ['{ force: "lag" }', /"db" has an unknown setting "force"/],
  ['{ pg: 13 }', /"db\.pg" must be one of 14, 15, 16, 17, 18/],
  ['{ strict: "yes" }', /"db\.strict" must be true or false/],
  ['{ connection: ["a", "b"] }', /"db\.connection" takes one value/],
  ['{ schema: { file: "a" } }', /"db\.schema" must be written as on the command line/],
  ['{ lockTimeout: "soon" }', /"db\.lockTimeout" cannot be "soon": write it like/],
];

for (const [section, says] of mistakes) {
  test(`refused: ${section}`, async (t) => {
    await assert.rejects(read(t, section), (error: Error) => {
      assert.match(error.message, says);
      assert.ok('code' in error && error.code === 'CONFIG_INVALID');
      return true;
    });
  });
}
