import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { array, assert as check, asyncProperty } from 'fast-check';
import { parse } from 'yaml';
import type { JsonValue } from '../../src/base/json.ts';
import { TrivetError } from '../../src/base/errors.ts';
import { scaffold } from '../../src/scaffold/index.ts';
import { bookshop } from '../support/application.ts';
import { mutated, mutation } from './mutate.ts';

const DOCUMENTS = 150;

/** The example of the package: most keywords of OpenAPI occur in it. */
const sound: JsonValue = parse(readFileSync(bookshop, 'utf8'));

test('whatever is done to a document, it is refused at a place or served', async () => {
  const documents = array(mutation(), { minLength: 1, maxLength: 6 }).map((mutations) =>
    mutations.reduce(mutated, sound),
  );
  await check(
    asyncProperty(documents, (document) => refusedOrServed(JSON.stringify(document))),
    { numRuns: DOCUMENTS },
  );
});

async function refusedOrServed(text: string): Promise<void> {
  const request = {
    source: '-',
    framework: 'express',
    output: join(tmpdir(), 'trivet-never-written'),
    dryRun: true,
    force: false,
    strict: false,
    mock: true,
    typesOnly: false,
    include: [],
    exclude: [],
    allowRemote: false,
  } as const;
  const io = {
    cwd: tmpdir(),
    signal: new AbortController().signal,
    stdin: () => Promise.resolve(text),
    progress: () => undefined,
  };
  try {
    const { files } = await scaffold(request, io);
    assert.ok(files.length > 0);
  } catch (error) {
    // Anything else is a bug: a TypeError, a full stack, a file planned twice.
    if (!(error instanceof TrivetError)) throw error;
    assert.ok(['SPEC_INVALID', 'REMOTE_REF_FORBIDDEN'].includes(error.code), error.code);
    for (const { id, place } of error.findings) assert.ok((place?.line ?? 0) >= 1, id);
    assert.ok(error.findings.some(({ severity }) => severity === 'error'));
  }
}
