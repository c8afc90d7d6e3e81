import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { isJsonObject } from '../../base/json.ts';
import { readOpenApi } from '../../openapi/index.ts';
import type { ApiModel, MediaType, Schema } from '../model.ts';
import { isIdentifier } from '../names.ts';
import { cyclicComponents } from './cyclic-components.ts';
import { readApiModel } from './index.ts';
import { eachSubschema, isSamePlace, refName } from './schema-walk.ts';

/** Real documents, kept outside of the package. */
const corpus = join(import.meta.dirname, '../../../../../shared/corpus/openapi');
const skip = existsSync(corpus) ? false : 'the corpus of real documents is not here';

/** Documents that are invalid in a way that cannot be served: path parameters that nothing declares, no `paths`. */
const invalid: ReadonlySet<string> = new Set([
  'hey-api/2.0.x/full.yaml',
  'hey-api/3.0.x/full.yaml',
  'hey-api/3.1.x/full.yaml',
  'hey-api/3.0.x/discriminator-mapped-many.yaml',
]);

const settled: ReadonlySet<string> = new Set([
  'nullable',
  'x-nullable',
  '$defs',
  'definitions',
  '$anchor',
  '$id',
  '$dynamicRef',
  '$schema',
  'example',
  'xml',
  'additionalItems',
  'dependencies',
]);

test('every real document becomes a sound model', { skip }, async (t) => {
  for (const row of manifest()) {
    await t.test(row.file, async () => {
      const bundle = await readOpenApi(join(corpus, row.file), {
        cwd: corpus,
        allowRemote: false,
        signal: new AbortController().signal,
        stdin: async () => '',
      });
      const { model, findings } = readApiModel(bundle);
      const errors = findings.filter(({ severity }) => severity === 'error');
      assert.equal(errors.length > 0, invalid.has(row.file), errors[0]?.title);
      assertSound(model);
    });
  }
});

function manifest(): readonly { readonly file: string }[] {
  const [, ...rows] = readFileSync(join(corpus, 'MANIFEST.tsv'), 'utf8').trim().split('\n');
  return rows.map((row) => ({ file: row.split('\t')[0] ?? '' }));
}

function assertSound(model: ApiModel): void {
  const byName = new Map(model.schemas.map(({ name, schema }) => [name, schema]));
  assertUnique(model.schemas.map(({ name }) => name));
  assertUnique(model.operations.map(({ id }) => id));
  assertUnique(model.outgoing.map(({ name }) => name));
  assertUnique(model.securitySchemes.map(({ id }) => id));
  for (const schema of allSchemas(model)) assertSettled(schema, byName);
  assert.deepEqual(cyclicComponents(new Map([...byName].map(([n, s]) => [n, edgesOf(s)]))), []);
  const schemes = new Set(model.securitySchemes.map(({ id }) => id));
  for (const { scheme } of model.operations.flatMap(({ security }) => security.flat())) {
    assert.ok(schemes.has(scheme), scheme);
  }
}

function assertUnique(names: readonly string[]): void {
  assert.ok(names.every(isIdentifier));
  assert.equal(new Set(names.map((name) => name.toLowerCase())).size, names.length);
}

function assertSettled(schema: Schema, byName: ReadonlyMap<string, Schema>): void {
  if (!isJsonObject(schema)) {
    assert.equal(typeof schema, 'boolean');
    return;
  }
  const odd = Object.keys(schema).find((key) => settled.has(key));
  assert.equal(odd, undefined);
  const target = refName(schema);
  assert.ok(target === undefined || byName.has(target), target);
  assert.notEqual(typeof schema['exclusiveMinimum'], 'boolean');
  const { discriminator } = schema;
  if (isJsonObject(discriminator) && isJsonObject(discriminator['mapping'])) {
    for (const name of Object.values(discriminator['mapping'])) {
      assert.ok(typeof name === 'string' && byName.has(name));
    }
  }
  eachSubschema(schema, (subschema) => assertSettled(subschema, byName));
}

function edgesOf(schema: Schema, edges: { to: string }[] = []): readonly { to: string }[] {
  if (!isJsonObject(schema)) return edges;
  const to = refName(schema);
  if (to !== undefined) edges.push({ to });
  eachSubschema(schema, (subschema, keyword) => {
    if (isSamePlace(keyword)) edgesOf(subschema, edges);
  });
  return edges;
}

function allSchemas(model: ApiModel): readonly Schema[] {
  const schemas = model.schemas.map(({ schema }) => schema);
  const bodies: MediaType[] = [];
  for (const { body, responses } of [...model.operations, ...model.outgoing]) {
    bodies.push(...(body?.content ?? []));
    for (const { content, headers } of responses) {
      bodies.push(...content);
      schemas.push(...headers.map(({ schema }) => schema));
    }
  }
  for (const { parameters } of model.operations) schemas.push(...parameters.map((p) => p.schema));
  for (const { schema, itemSchema } of bodies) schemas.push(schema ?? true, itemSchema ?? true);
  return schemas;
}
