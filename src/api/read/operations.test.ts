import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTest, said } from '../../../test/support/bundle.ts';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { Operation } from '../model.ts';

const readOperation = (operation: JsonObject, document: JsonObject = {}): Operation => {
  const { model } = readTest('3.1', { ...document, paths: { '/a': { post: operation } } });
  const [first] = model.operations;
  assert.ok(first !== undefined);
  return first;
};
const json = (schema: JsonObject) => ({ content: { 'application/json': { schema } } });

test('operations without an id are called after method and path, and never take a given id', () => {
  const { model } = readTest('3.1', {
    paths: { '/a': { get: {}, put: { operationId: 'getA' }, post: { operationId: 'x.delete' } } },
  });
  assert.deepEqual(
    model.operations.map(({ id, operationId }) => [id, operationId]),
    [
      ['getA2', 'getA2'],
      ['getA', 'getA'],
      ['xDelete', 'x.delete'],
    ],
  );
});

test('parameters get the defaults of their place', () => {
  const names = ['query', 'header', 'cookie'];
  const parameters = names.map((place) => ({ name: 'X-A', in: place, schema: {} }));
  assert.deepEqual(
    readOperation({ parameters }).parameters.map(({ name, style, explode }) => [
      name,
      style,
      explode,
    ]),
    [
      ['X-A', 'form', true],
      ['x-a', 'simple', false],
      ['X-A', 'form', true],
    ],
  );
});

test('the parameters of the operation override those of the path, references are followed', () => {
  const { model } = readTest('3.1', {
    components: { parameters: { P: { name: 'x', in: 'query', schema: { type: 'integer' } } } },
    paths: {
      '/a': {
        parameters: [{ name: 'x', in: 'query', schema: {} }],
        get: { parameters: [{ $ref: '#/components/parameters/P' }] },
      },
    },
  });
  assert.deepEqual(
    model.operations[0]?.parameters.map(({ schema }) => schema),
    [{ type: 'integer' }],
  );
});

test('a content parameter has a media type', () => {
  const parameter = { name: 'q', in: 'query', ...json({ type: 'object' }) };
  const [read] = readOperation({ parameters: [parameter] }).parameters;
  assert.deepEqual([read?.content, read?.schema], ['application/json', { type: 'object' }]);
});

test('headers that OpenAPI gives to other parts are no parameters', () => {
  const parameters = ['Accept', 'Content-Type', 'authorization'].map((name) => ({
    name,
    in: 'header',
    schema: {},
  }));
  assert.deepEqual(readOperation({ parameters }).parameters, []);
});

test('media types lose their parameters; those that differ in nothing else are alternatives', () => {
  const content = {
    'Application/JSON; version=1': { schema: { type: 'string' } },
    'application/json; version=2': { schema: { type: 'number' } },
    '*': {},
  };
  assert.deepEqual(readOperation({ requestBody: { content } }).body?.content, [
    {
      type: 'application/json',
      encoding: [],
      schema: { anyOf: [{ type: 'string' }, { type: 'number' }] },
    },
    { type: '*/*', encoding: [] },
  ]);
});

test('a sequence has a schema for its items', () => {
  const content = {
    'text/event-stream': { schema: { type: 'string' } },
    'application/x-ndjson': { schema: { type: 'array', items: { type: 'number' } } },
    'application/jsonl': { itemSchema: { type: 'object' } },
  };
  const [response] = readOperation({ responses: { 200: { content } } }).responses;
  assert.deepEqual(
    response?.content.map(({ schema, itemSchema }) => [schema, itemSchema]),
    [
      [undefined, { type: 'string' }],
      [undefined, { type: 'number' }],
      [undefined, { type: 'object' }],
    ],
  );
});

test('bytes are binary, however the version writes them', () => {
  const binary = { type: 'string', format: 'binary' };
  const content = {
    'image/png': { schema: { type: 'string', contentMediaType: 'image/png' } },
    'application/pdf': { schema: binary },
    'application/zip': { schema: {} },
    'multipart/form-data': {
      schema: { properties: { file: { contentMediaType: 'image/png' }, n: { type: 'integer' } } },
    },
  };
  assert.deepEqual(
    readOperation({ requestBody: { content } }).body?.content.map(({ schema }) => schema),
    [binary, binary, undefined, { properties: { file: binary, n: { type: 'integer' } } }],
  );
});

test('statuses are normalised, and an operation without responses may answer anything', () => {
  const responses = { '4xx': {}, 200: {}, Default: {}, 2: {}, 'x-a': {} };
  assert.deepEqual(
    readOperation({ responses }).responses.map(({ status }) => status),
    ['200', '4XX', 'default'],
  );
  assert.deepEqual(readOperation({}).responses, [{ status: 'default', headers: [], content: [] }]);
});

test('the first example counts, wherever it is', () => {
  const examples = { a: { $ref: '#/components/examples/E' } };
  const document = { components: { examples: { E: { value: [1] } } } };
  const requestBody = { content: { 'application/json': { examples } } };
  assert.deepEqual(readOperation({ requestBody }, document).body?.content[0]?.example, [1]);
});

test('further examples are kept beside the first', () => {
  const examples = { a: { value: 1 }, b: { externalValue: 'https://x.example' }, c: { value: 3 } };
  const parameters = [{ name: 'q', in: 'query', schema: { type: 'integer' }, examples }];
  const { model } = readTest('3.1', { paths: { '/a': { get: { parameters } } } });
  const { example, otherExamples } = model.operations[0]?.parameters[0] ?? {};
  assert.deepEqual([example, otherExamples], [1, [3]]);
});

test('an operation may say how often it is called', () => {
  assert.deepEqual([2.5, 0, -1, '3'].map(weightOf), [2.5, 0, undefined, undefined]);
});

test('GET has no body', () => {
  const result = readTest('3.1', { paths: { '/a': { get: { requestBody: json({}) } } } });
  assert.equal(result.model.operations[0]?.body, undefined);
  assert.deepEqual(said(result), ['info body-ignored #/paths/~1a/get/requestBody']);
});

const basePath = (url: string, variables: JsonObject = {}) =>
  readTest('3.1', { servers: [{ url, variables }], paths: {} }).model.basePathExample;

test('the base path is that of the first server, with variables filled in', () => {
  assert.equal(basePath('https://{env}.test/{base}/', { base: { default: 'v2' } }), '/v2');
  assert.equal(basePath('/api'), '/api');
  assert.equal(basePath('./api/v1/?x=1'), '/api/v1');
  assert.equal(basePath('https://api.test'), '');
  assert.equal(basePath('//api.test/x'), '/x');
});

const served = (value: string) =>
  readTest('3.1', {
    servers: [{ url: 'https://x.test/{id}/api', variables: { id: { default: value } } }],
    paths: { '/a/{id}': { get: { parameters: [parameter('id')] } } },
  }).model.basePath;

test('a variable of the server stays one, apart from those of the paths', () => {
  assert.equal(served('eu'), '/{id_}/api');
  assert.equal(served('eu/west'), '/eu/west/api', 'a variable holds one segment');
  assert.equal(served(''), '/api');
  const servers = [{ url: '{scheme}://{host}:{port}/v1', variables: { port: { default: 80 } } }];
  assert.equal(readTest('3.1', { servers, paths: {} }).model.basePath, '/v1');
});

const parameter = (name: string) => ({ name, in: 'path', required: true, schema: {} });

test('requirements of the document hold where the operation has none of its own', () => {
  const document = {
    security: [{ key: [] }, {}],
    components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
  };
  const required = [[{ scheme: 'key', scopes: [] }]];
  assert.deepEqual(readOperation({}, document).security, required);
  assert.equal(readOperation({}, document).securityOptional, true);
  assert.deepEqual(readOperation({ security: [] }, document).security, []);
  assert.equal(readOperation({ security: [{}] }, document).securityOptional, false);
});

test('security schemes become what callers send', () => {
  const { model } = readTest('3.1', {
    components: {
      securitySchemes: {
        'my-key': { type: 'apiKey', in: 'header', name: 'X-Key' },
        basic: { type: 'http', scheme: 'Basic' },
        bearer: { type: 'http', scheme: 'bearer' },
        token: { type: 'http', scheme: 'bearer', bearerFormat: 'random' },
        digest: { type: 'http', scheme: 'digest' },
        oauth: { type: 'oauth2', flows: {} },
        tls: { type: 'mutualTLS' },
      },
    },
  });
  assert.deepEqual(
    model.securitySchemes.map(({ id, kind, token, key }) => [id, kind, token ?? key]),
    [
      ['myKey', 'apiKey', 'x-key'],
      ['basic', 'basic', undefined],
      ['bearer', 'bearer', 'jwt'],
      ['token', 'bearer', 'opaque'],
      ['digest', 'http', 'digest'],
      ['oauth', 'bearer', 'jwt'],
      ['tls', 'mutualTLS', undefined],
    ],
  );
});

test('a scheme that nobody defines still closes its operations', () => {
  const result = readTest('3.1', { paths: { '/a': { get: { security: [{ ghost: ['x'] }] } } } });
  assert.deepEqual(result.model.operations[0]?.security, [[{ scheme: 'ghost', scopes: ['x'] }]]);
  assert.deepEqual(result.model.securitySchemes, [
    { id: 'ghost', name: 'ghost', kind: 'bearer', token: 'opaque' },
  ]);
  assert.deepEqual(said(result), ['warning unknown-security-scheme #/paths/~1a/get/security']);
});

test('webhooks and callbacks are what the server sends', () => {
  const { model } = readTest('3.1', {
    webhooks: { 'order.created': { post: { requestBody: json({ type: 'object' }) } } },
    paths: { '/a': { post: { callbacks: { done: { '{$request.body#/url}': { put: {} } } } } } },
  });
  assert.deepEqual(
    model.outgoing.map(({ kind, name, method }) => [kind, name, method]),
    [
      ['webhook', 'OrderCreated', 'post'],
      ['callback', 'Done', 'put'],
    ],
  );
});

test('servers of single operations are mentioned', () => {
  const result = readTest('3.1', { paths: { '/a': { get: { servers: [{ url: '/other' }] } } } });
  assert.deepEqual(said(result), ['info servers-ignored #/paths/~1a/get/servers']);
});

test('the document that is served is 3.1 and keeps its references', () => {
  const { model } = readTest('2.0', {
    paths: { '/a': { get: { responses: { 200: { schema: { $ref: '#/definitions/A' } } } } } },
    definitions: { A: { type: 'string' } },
  });
  assert.equal(model.document['openapi'], '3.1.0');
  assert.match(JSON.stringify(model.document['paths']), /"#\/components\/schemas\/A"/);
});

function weightOf(weight: JsonValue): number | undefined {
  const { model } = readTest('3.1', { paths: { '/a': { get: { 'x-trivet-weight': weight } } } });
  return model.operations[0]?.weight;
}
