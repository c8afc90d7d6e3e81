import assert from 'node:assert/strict';
import { cp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { frameworks } from '../src/scaffold/targets/target.ts';
import { bookshop, generate, temporaryFolder } from './support/application.ts';

/**
 * What each target makes of the bookshop, for reviewers to read. `npm run golden` writes it anew. The runtime is left
 * out: it is `src/scaffold/runtime` word for word.
 */
for (const framework of frameworks) {
  const golden = join(import.meta.dirname, 'golden', framework);

  test(`the ${framework} application is the golden one, byte for byte`, async () => {
    await using folder = await temporaryFolder();
    await generate(bookshop, folder.path, { framework });
    await rm(join(folder.path, 'src/runtime'), { recursive: true });
    if (process.env['UPDATE_GOLDEN'] === '1') {
      await rm(golden, { recursive: true, force: true });
      await cp(folder.path, golden, { recursive: true });
    }
    const files = await filesBelow(folder.path);
    assert.deepEqual(files, await filesBelow(golden), 'the same files');
    for (const file of files) {
      const [made, wanted] = await Promise.all(
        [folder.path, golden].map((root) => readFile(join(root, file), 'utf8')),
      );
      assert.equal(made, wanted, `${framework}/${file}`);
    }
  });
}

async function filesBelow(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .toSorted();
}
