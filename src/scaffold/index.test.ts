import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { TrivetError } from '../base/errors.ts';
import type { JsonObject } from '../base/json.ts';
import { scaffold, type ScaffoldResult } from './index.ts';

function plan(schemas: JsonObject): Promise<ScaffoldResult> {
  const document = {
    openapi: '3.1.0',
    info: { title: 'Hostile', version: '1' },
    paths: {
      '/a': {
        post: {
          requestBody: {
            content: { 'application/json': { schema: { $ref: '#/components/schemas/S0' } } },
          },
          responses: { 200: { description: 'ok' } },
        },
      },
    },
    components: { schemas },
  };
  return scaffold(
    {
      source: '-',
      framework: 'express',
      output: join(tmpdir(), 'trivet-never-written'),
      dryRun: true,
      force: false,
      strict: false,
      mock: false,
      typesOnly: false,
      include: [],
      exclude: [],
      allowRemote: false,
    },
    {
      cwd: tmpdir(),
      signal: new AbortController().signal,
      stdin: () => Promise.resolve(JSON.stringify(document)),
      progress: () => undefined,
    },
  );
}

/** `S0` → `S1` → … → a text, each made of the next by `wrap`. */
function chain(length: number, wrap: (next: JsonObject) => JsonObject): JsonObject {
  const names = Array.from({ length }, (_, index) => `S${index}`);
  const schemaOf = (index: number): JsonObject =>
    index === length - 1
      ? { type: 'string' }
      : wrap({ $ref: `#/components/schemas/S${index + 1}` });
  return Object.fromEntries(names.map((name, index) => [name, schemaOf(index)]));
}

test('references that lead on for ever are a finding with a place, not a full stack', async () => {
  const schemas = chain(20_000, (next) => ({ allOf: [next, { minLength: 1 }] }));
  await assert.rejects(plan(schemas), (error) => {
    assert.ok(error instanceof TrivetError);
    assert.equal(error.code, 'SPEC_INVALID');
    assert.deepEqual(
      error.findings.map(({ id, place }) => [id, place?.line, place?.pointer]),
      [['too-deep', 1, '#']],
    );
    return true;
  });
});

test('choices of choices that multiply end, without a sample', { timeout: 60_000 }, async () => {
  const schemas = chain(50, (next) => ({ anyOf: [next, { allOf: [next, { title: 'x' }] }] }));
  const { operations } = await plan(schemas);
  assert.equal(operations.length, 1);
});

test('findings of reading and of understanding come together, in the order of the document', async () => {
  const broken = { S0: { $ref: '#/components/schemas/Missing' }, S1: { type: 'text' } };
  await assert.rejects(plan(broken), (error) => {
    assert.ok(error instanceof TrivetError);
    assert.deepEqual(
      error.findings.map(({ id }) => id),
      ['dangling-ref', 'unknown-type'],
    );
    return true;
  });
});
