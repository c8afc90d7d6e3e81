import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '../../../../test/support/application.ts';
import { thisHost } from '../host.ts';
import { preparePrograms } from './server-files.ts';

test('links between libraries that the installation did not make are made', async () => {
  await using folder = await temporaryFolder();
  const native = join(folder.path, 'package/native');
  mkdirSync(join(native, 'lib'), { recursive: true });
  writeFileSync(join(native, 'lib/libx.so.1.2'), 'x');
  writeFileSync(join(native, 'lib/liby.so.1'), 'y');
  writeFileSync(
    join(native, 'pg-symlinks.json'),
    JSON.stringify([
      { source: 'native/lib/libx.so.1.2', target: 'native/lib/libx.so.1' },
      { source: 'native/lib/liby.so.1.1', target: 'native/lib/liby.so.1' },
    ]),
  );
  const server = { major: 18, version: '18.1', native };
  // Not as root: that would copy them, as they are in a folder of nobody else.
  const programs = await preparePrograms(server, { ...thisHost(), uid: 1000 }, folder.path);
  assert.equal(
    programs.env['LD_LIBRARY_PATH'],
    `${join(folder.path, 'lib')}:${join(native, 'lib')}`,
  );
  assert.equal(readFileSync(join(folder.path, 'lib/libx.so.1'), 'utf8'), 'x');
  assert.throws(() => readFileSync(join(folder.path, 'lib/liby.so.1')), { code: 'ENOENT' });
});

test(
  'programs that the server may not reach are copied to where it may',
  { skip: thisHost().uid !== 0 },
  async () => {
    await using folder = await temporaryFolder();
    const native = join(folder.path, 'package/native');
    mkdirSync(join(native, 'bin'), { recursive: true });
    writeFileSync(join(native, 'bin/postgres'), 'p');
    const target = join(folder.path, 'server');
    mkdirSync(target);
    const server = { major: 18, version: '18.1', native };
    const programs = await preparePrograms(server, thisHost(), target);
    assert.equal(programs.bin, join(target, 'native/bin'));
    assert.equal(readFileSync(join(programs.bin, 'postgres'), 'utf8'), 'p');
  },
);
