import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readOpenApi } from '../../openapi/index.ts';
import type { ApiModel, Operation } from '../model.ts';
import { operationData } from '../../scaffold/emit/operation-data.ts';
import { readApiModel } from '../read/index.ts';
import { createOperation } from '../../scaffold/runtime/operation.ts';
import type { OperationSpec } from '../../scaffold/runtime/spec.ts';
import { requestOf, schemasOf } from './request.ts';
import { sample } from './sample.ts';

const corpus = fileURLToPath(new URL('../../../../shared/corpus/openapi/', import.meta.url));
const skip = existsSync(corpus) ? false : 'the corpus is not here';

/** With the operations for which no request can be made, each for the reason named. */
const documents: readonly (readonly [file: string, impossible: readonly string[]])[] = [
  ['docker/docker-swagger-fixed.yaml', []],
  ['clerk/v30-clerk-2025-11-10.yaml', []],
  ['readmeio/v3.0-parameters-style.yaml', []],
  ['quay/quay-swagger.json', []],
  // Lists of lists in a path.
  ['gambitcomm.local/mimic.json', ['meval_value', 'mget_value']],
];

async function modelOf(file: string): Promise<ApiModel> {
  const bundle = await readOpenApi(corpus + file, {
    cwd: corpus,
    allowRemote: false,
    signal: new AbortController().signal,
    stdin: () => Promise.resolve(''),
  });
  return readApiModel(bundle).model;
}

/** False where no request can be made; throws what the server has against the one that is made. */
async function isUnderstood(
  operation: Operation,
  model: ApiModel,
  optional: boolean,
): Promise<boolean> {
  const request = requestOf(operation, model, { optional });
  if (request === undefined) return false;
  const { method, path, query, headers, body } = request;
  const spec: OperationSpec = JSON.parse(JSON.stringify(operationData(operation, model.basePath)));
  await createOperation(spec, schemasOf(model)).read({
    method,
    url: query === '' ? path : `${path}?${query}`,
    headers: { ...headers, ...(body && { 'content-type': body.type }) },
    body: body && new TextEncoder().encode(body.text),
  });
  return true;
}

describe('samples for real documents', { skip }, () => {
  for (const [file, impossible] of documents) {
    it(`${file}: the server accepts each request that can be made`, async () => {
      const model = await modelOf(file);
      const missing = new Set<string>();
      for (const operation of model.operations) {
        for (const optional of [false, true]) {
          if (!(await isUnderstood(operation, model, optional))) missing.add(operation.id);
        }
      }
      assert.deepEqual([...missing], impossible);
    });
  }

  it('bodies of a large document', async () => {
    const model = await modelOf('kubernetes/kubernetes-swagger.json');
    const media = model.operations.flatMap(({ body, responses }) => [
      ...(body?.content ?? []),
      ...responses.flatMap(({ content }) => content),
    ]);
    const schemas = media.map(({ schema }) => schema).filter((schema) => schema !== undefined);
    const missing = schemas.filter((schema) => sample(schema, schemasOf(model)) === undefined);
    assert.deepEqual(missing, []);
    assert.ok(schemas.length > 1000);
  });
});
