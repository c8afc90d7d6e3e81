import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTest, said } from '../../../test/support/bundle.ts';
import type { JsonObject } from '../../base/json.ts';

const ok = { responses: { 200: { description: 'ok' } } };
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
const checkPaths = (paths: JsonObject) => said(readTest('3.1', { paths }));

test('a sound document has nothing said about it', () => {
  assert.deepEqual(checkPaths({ '/a/{id}': { parameters: [id], get: ok, put: ok } }), []);
});

test('all errors are reported, not only the first', () => {
  const paths = {
    '/a': { get: { ...ok, operationId: 'x' } },
    '/b': { get: { ...ok, operationId: 'x' } },
    '/c/{id}': { get: ok },
    '/d': { get: 'soon' },
  };
  assert.deepEqual(checkPaths(paths), [
    'error not-an-object #/paths/~1d/get',
    'error duplicate-operation-id #/paths/~1b/get/operationId',
    'error path-parameter-missing #/paths/~1c~1{id}/get',
  ]);
});

test('operationIds that differ in case only are no duplicates', () => {
  const { model, findings } = readTest('3.1', {
    paths: { '/a': { get: { operationId: 'Run' }, put: { operationId: 'run' } } },
  });
  assert.deepEqual(findings, []);
  assert.deepEqual(
    model.operations.map((operation) => operation.id),
    ['Run', 'run2'],
  );
});

test('up to 3.0 a document must have paths', () => {
  assert.deepEqual(said(readTest('3.0', '{"paths": null}')), ['warning not-an-object #/paths']);
  assert.deepEqual(said(readTest('3.1', { components: {} })), []);
  assert.deepEqual(said(readTest('3.1', {})), ['error paths-missing #']);
});

test('a path parameter that another operation of the path declares is borrowed', () => {
  const result = readTest('3.1', {
    paths: { '/a/{id}': { get: { ...ok, parameters: [id] }, put: ok } },
  });
  assert.deepEqual(said(result), ['warning path-parameter-missing #/paths/~1a~1{id}/put']);
  assert.deepEqual(
    result.model.operations[1]?.parameters.map(({ name }) => name),
    ['id'],
  );
});

test('a path parameter that the path does not have is ignored', () => {
  const result = readTest('3.1', { paths: { '/a': { get: { ...ok, parameters: [id] } } } });
  assert.deepEqual(said(result), ['warning path-parameter-unused #/paths/~1a/get/parameters/0']);
  assert.deepEqual(result.model.operations[0]?.parameters, []);
});

test('two parameters of one name and place are an error; overriding is not', () => {
  const x = { name: 'x', in: 'query', schema: {} };
  assert.deepEqual(checkPaths({ '/a': { get: { parameters: [x, { ...x, in: 'header' }, x] } } }), [
    'error duplicate-parameter #/paths/~1a/get/parameters/2',
  ]);
  assert.deepEqual(checkPaths({ '/a': { parameters: [x], get: { parameters: [x] } } }), []);
});

test('of two paths that match the same requests the first is served', () => {
  const other = { ...id, name: 'name' };
  const result = readTest('3.1', {
    paths: {
      '/a/{id}': { get: { parameters: [id] } },
      '/a/{name}': { get: { parameters: [other] }, put: { parameters: [other] } },
    },
  });
  assert.deepEqual(said(result), ['warning ambiguous-path #/paths/~1a~1{name}/get']);
  assert.deepEqual(
    result.model.operations.map(({ method, path }) => `${method} ${path}`),
    ['get /a/{id}', 'put /a/{name}'],
  );
});

test('what follows ? in a path are query parameters', () => {
  const result = readTest('3.1', {
    paths: { '/a?id={id}': { get: { parameters: [id] } } },
  });
  assert.deepEqual(said(result), ['warning invalid-path #/paths/~1a?id={id}']);
  assert.equal(result.model.operations[0]?.path, '/a');
  assert.equal(result.model.operations[0].parameters[0]?.in, 'query');
});

test('a path cannot have one parameter twice, nor half a brace', () => {
  assert.deepEqual(checkPaths({ '/{id}/{id}': { get: { parameters: [id] } } }), [
    'error invalid-path #/paths/~1{id}~1{id}',
  ]);
  assert.deepEqual(checkPaths({ '/a{': { get: ok } }), ['warning invalid-path #/paths/~1a{']);
});

test('a parameter needs a name, a place and a schema', () => {
  const parameters = [{ name: 'x', in: 'body' }, { in: 'query' }, { name: 'y', in: 'query' }];
  assert.deepEqual(checkPaths({ '/a': { get: { parameters } } }), [
    'error invalid-parameter #/paths/~1a/get/parameters/0',
    'error invalid-parameter #/paths/~1a/get/parameters/1',
    'warning parameter-without-schema #/paths/~1a/get/parameters/2',
  ]);
});

test('a parameter whose reference leads nowhere is not reported a second time', () => {
  const parameters = [{ $ref: '#/components/parameters/Missing' }];
  assert.deepEqual(checkPaths({ '/a': { get: { parameters } } }), []);
});

test('what is no object is called by its name, not by its escaped pointer', () => {
  const { findings } = readTest('3.1', { paths: { '/a': [] } });
  assert.match(findings[0]?.title ?? '', /^\/a is an array/);
});

test('methods that generated servers cannot route are mentioned', () => {
  const result = readTest('3.2', {
    paths: { '/a': { query: ok, additionalOperations: { COPY: ok } } },
  });
  assert.deepEqual(said(result), [
    'warning unsupported-method #/paths/~1a/additionalOperations/COPY',
  ]);
  assert.deepEqual(
    result.model.operations.map(({ method }) => method),
    ['query'],
  );
});
