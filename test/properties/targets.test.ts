import assert from 'node:assert/strict';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { frameworks } from '../../src/scaffold/targets/target.ts';
import { generate, lendPackages, temporaryFolder, typeErrors } from '../support/application.ts';
import { randomDocument } from './random-document.ts';

const DOCUMENTS = 8;
const SEED = Number(process.env['TRIVET_SEED'] ?? Date.now() % 1_000_000);

/** All documents of a target go through the compiler at once, which is what takes the time. */
for (const framework of frameworks) {
  test(`whatever the document, the ${framework} application type-checks (seed ${SEED})`, async () => {
    await using folder = await temporaryFolder();
    const documents = fc.sample(randomDocument(), { numRuns: DOCUMENTS, seed: SEED });
    for (const [index, document] of documents.entries()) {
      const output = join(folder.path, `app${index}`);
      await mkdir(output, { recursive: true });
      await writeFile(join(output, 'random.json'), JSON.stringify(document));
      await generate(join(output, 'random.json'), output, { framework, output: 'src/routes' });
    }
    await lendPackages(folder.path);
    await copyFile(join(folder.path, 'app0/tsconfig.json'), join(folder.path, 'tsconfig.json'));
    const settings = join(folder.path, 'tsconfig.json');
    const text = await readFile(settings, 'utf8');
    await writeFile(settings, text.replace(/"include": \[[^\]]*\]/, '"include": ["app*/**/*.ts"]'));
    assert.equal(typeErrors(folder.path), '');
  });
}
