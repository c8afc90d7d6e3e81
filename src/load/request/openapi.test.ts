import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'node:test';
import { readOptions, withFiles } from '../../../test/support/openapi-files.ts';
import type { JsonObject } from '../../base/json.ts';
import { prepareHttp1 } from '../../http/h1/prepare.ts';
import type { ApiModel } from '../../api/model.ts';
import { readApiModel } from '../../api/read/index.ts';
import { schemasOf } from '../../api/sample/request.ts';
import { readOpenApi } from '../../openapi/index.ts';
import { operationData } from '../../scaffold/emit/operation-data.ts';
import { createOperation } from '../../scaffold/runtime/operation.ts';
import type { OperationSpec } from '../../scaffold/runtime/spec.ts';
import { createRequestSource } from './mix.ts';
import { readSpecRequests, type SpecRequestOptions } from './openapi.ts';
import { originsOf } from './origins.ts';
import { readSpec, type ReadSpec } from './read-spec.ts';
import type { RequestSpec, StepSpec } from './source.ts';

const options: Omit<SpecRequestOptions, 'placeOf' | 'documentUrl'> = {
  baseUrl: 'http://localhost:3000',
  include: [],
  exclude: [],
  weights: new Map(),
  authHeaders: [],
  seed: 1,
  variants: 4,
};

function read(document: JsonObject, given: Partial<SpecRequestOptions> = {}): Promise<ReadSpec> {
  const whole = { openapi: '3.1.0', info: { title: 'Things', version: '1' }, ...document };
  return withFiles({ 'api.json': whole }, (folder) =>
    readSpec('api.json', readOptions(folder), { ...options, ...given }),
  );
}

function stepsOf(specs: readonly RequestSpec[]): readonly StepSpec[] {
  return specs.flatMap(({ steps }) => steps);
}

const ok: JsonObject = { 200: { description: 'ok' } };
const things: JsonObject = {
  servers: [{ url: 'https://{region}.example.com/v1', variables: { region: { default: 'eu' } } }],
  paths: {
    '/things': {
      get: {
        operationId: 'list',
        parameters: [
          { name: 'limit', in: 'query', schema: { type: 'integer', enum: [10, 20, 50] } },
          { name: 'x-trace', in: 'header', schema: { type: 'string', const: 'on' } },
        ],
        responses: { ...ok, '4XX': { description: 'no' } },
      },
      post: {
        operationId: 'create',
        'x-trivet-weight': 3,
        tags: ['write'],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['name'],
                properties: { name: { type: 'string' } },
              },
              examples: { cat: { value: { name: '{{cat}}' } }, dog: { value: { name: 'dog' } } },
            },
          },
        },
        responses: {
          201: { description: 'made' },
          '2XX': { description: 'more' },
          default: { description: 'no' },
        },
      },
    },
    '/things/{id}': {
      delete: {
        operationId: 'remove',
        tags: ['write'],
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'integer' }, example: 7 },
        ],
        responses: { default: { description: 'who knows' } },
      },
    },
  },
};

describe('requests of a document', () => {
  test('each operation has its weight, shared by its variants, and is reported as one', async () => {
    const { specs, findings, title } = await read(things);
    assert.equal(title, 'Things');
    assert.deepEqual(findings, []);
    const total = new Map<string, number>();
    for (const { name, weight } of specs) total.set(name, (total.get(name) ?? 0) + weight);
    assert.deepEqual(
      [...total].map(([name, weight]) => [name, Math.round(weight * 1e9) / 1e9]),
      [
        ['list', 1],
        ['create', 3],
        ['remove', 1],
      ],
    );
    assert.equal(specs.filter(({ name }) => name === 'remove').length, 1);
  });

  test('variants differ in optional parameters, examples and enumerated values', async () => {
    const { specs } = await read(things, { variants: 8, include: ['list', 'create'] });
    const lists = stepsOf(specs).filter(({ name }) => name === 'list');
    assert.deepEqual(
      new Set(lists.map(({ url }) => new URL(url).search)),
      new Set(['', '?limit=10', '?limit=20', '?limit=50']),
    );
    const traced = lists.map(({ headers }) => headers.some(([name]) => name === 'x-trace'));
    assert.deepEqual(new Set(traced), new Set([true, false]));
    const bodies = stepsOf(specs).flatMap(({ body }) => (body?.kind === 'text' ? [body.text] : []));
    assert.deepEqual(new Set(bodies), new Set(['{"name":"{{{{cat}}"}', '{"name":"dog"}']));
    const again = await read(things, { variants: 8, include: ['list', 'create'] });
    assert.deepEqual(again.specs, specs);
    assert.equal((await read(things, { variants: 1 })).specs.length, 3);
  });

  test('success is what is declared below 400', async () => {
    const steps = stepsOf((await read(things, { variants: 1 })).specs);
    const expected = Object.fromEntries(
      steps.map(({ name, expectStatus }) => [name, expectStatus]),
    );
    assert.deepEqual(expected['list'], [200]);
    assert.equal(expected['create']?.length, 101);
    assert.deepEqual(
      [200, 201, 299, 300, 400].map((status) => expected['create']?.includes(status)),
      [true, true, true, false, false],
    );
    assert.equal(expected['remove'], undefined);
  });

  test('operations are chosen, and weighed by the user before the document', async () => {
    const { specs } = await read(things, {
      include: ['tag:write', 'list'],
      exclude: ['path:/things/*'],
      weights: new Map([
        ['create', 5],
        ['list', 0],
      ]),
      variants: 1,
    });
    assert.deepEqual(
      specs.map(({ name, weight }) => [name, weight]),
      [['create', 5]],
    );
    await assert.rejects(read(things, { include: ['lst'] }), /no operation matches lst/);
    await assert.rejects(read(things, { weights: new Map([['lst', 1]]) }), /did you mean "list"/);
    const weights = new Map(['list', 'create', 'remove'].map((name) => [name, 0] as const));
    await assert.rejects(read(things, { weights }), { code: 'USAGE' });
  });

  test('headers of the user go with every request, in place of declared ones', async () => {
    const authHeaders: StepSpec['headers'] = [
      ['X-Trace', 'off'],
      ['Authorization', 'Bearer {{token}}'],
    ];
    for (const { headers } of stepsOf((await read(things, { authHeaders })).specs)) {
      assert.deepEqual(headers.slice(-2), authHeaders);
      assert.equal(headers.filter(([name]) => name.toLowerCase() === 'x-trace').length, 1);
    }
  });
});

describe('where the server is', () => {
  test('a base URL without a path gets that of the document, another one is taken as it is', async () => {
    assert.equal(await removed('http://localhost:3000'), 'http://localhost:3000/v1/things/7');
    assert.equal(await removed('http://localhost:3000/'), 'http://localhost:3000/things/7');
    assert.equal(await removed('http://localhost:3000/api/'), 'http://localhost:3000/api/things/7');
  });

  test('else it is the first absolute server', async () => {
    assert.equal(await removed(undefined), 'https://eu.example.com/v1/things/7');
    const servers = [{ url: '/relative' }, { url: 'http://other.example/v2/' }];
    assert.equal(
      await removed(undefined, { ...things, servers }),
      'http://other.example/v2/things/7',
    );
  });

  test('or it is where the document came from', async () => {
    assert.equal(await removedFrom({ servers: [] }), 'http://api.example:8080/things/7');
    assert.equal(
      await removedFrom({ servers: [{ url: '../v3' }] }),
      'http://api.example:8080/v3/things/7',
    );
  });

  test('refuses to guess, and says what to do', async () => {
    const hint = /--base-url/;
    await assert.rejects(removed(undefined, { ...things, servers: [] }), { code: 'USAGE', hint });
    await assert.rejects(removed('localhost'), { code: 'USAGE' });
  });
});

/** URL of the operation that has only one. */
async function removed(
  baseUrl: string | undefined,
  document: JsonObject = things,
): Promise<string | undefined> {
  return stepsOf((await read(document, { baseUrl, include: ['remove'] })).specs)[0]?.url;
}

/** The same for a document that was fetched. */
function removedFrom(servers: JsonObject): Promise<string | undefined> {
  return withFiles({}, async (folder) => {
    const document = {
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      ...things,
      ...servers,
    };
    const fetch = () => Promise.resolve(new Response(JSON.stringify(document)));
    const io = readOptions(folder, { fetch });
    const given = { ...options, baseUrl: undefined, include: ['remove'] };
    const { specs } = await readSpec('http://api.example:8080/docs/openapi.json', io, given);
    return stepsOf(specs)[0]?.url;
  });
}

describe('what is said about operations', () => {
  test('those without a request are named with their place', async () => {
    const impossible = { name: 'q', in: 'query', required: true, schema: { not: {} } };
    const { specs, findings } = await read({
      paths: {
        '/a': { get: { operationId: 'a', parameters: [impossible], responses: ok } },
        '/b': { get: { responses: ok } },
      },
    });
    assert.deepEqual(
      specs.map(({ name }) => name),
      ['getB'],
    );
    assert.deepEqual(
      findings.map(({ id, severity, place }) => [id, severity, place?.pointer]),
      [['operation-not-sampled', 'warning', '#/paths/~1a/get']],
    );
  });

  test('credentials that no header gives are missed once for each scheme', async () => {
    const secured: JsonObject = {
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer' },
          key: { type: 'apiKey', in: 'header', name: 'X-Key' },
        },
      },
      security: [{ token: [] }],
      paths: {
        '/a': { get: { responses: ok } },
        '/b': { get: { responses: ok } },
        '/c': { get: { responses: ok, security: [{ token: [] }, { key: [] }] } },
        '/d': { get: { responses: ok, security: [{}, { key: [] }] } },
        '/e': { get: { responses: ok, security: [{ key: [] }] } },
      },
    };
    const titles = async (authHeaders: StepSpec['headers']): Promise<readonly string[]> =>
      (await read(secured, { authHeaders })).findings.map(({ title }) => title);
    assert.deepEqual(await titles([]), [
      'getA and 2 more need the credentials of token, which no header gives',
      'getE needs the credentials of key, which no header gives',
    ]);
    assert.deepEqual(await titles([['x-key', '1']]), [
      'getA and 1 more need the credentials of token, which no header gives',
    ]);
    assert.deepEqual(
      await titles([
        ['authorization', 'Bearer 1'],
        ['X-KEY', '1'],
      ]),
      [],
    );
  });

  test('errors of the document come before anything else', async () => {
    const broken = { ...things, paths: { '/a': { $ref: '#/nowhere' } } };
    await assert.rejects(read(broken), { code: 'SPEC_INVALID' });
  });
});

const examples = fileURLToPath(new URL('../../../examples/', import.meta.url));
const corpus = fileURLToPath(new URL('../../../../shared/corpus/openapi/', import.meta.url));
const documents: readonly (readonly [
  folder: string,
  file: string,
  impossible: readonly string[],
])[] = [
  [examples, 'bookshop/openapi.yaml', []],
  [corpus, 'docker/docker-swagger-fixed.yaml', []],
  [corpus, 'clerk/v30-clerk-2025-11-10.yaml', []],
  [corpus, 'readmeio/v3.0-parameters-style.yaml', []],
  [corpus, 'quay/quay-swagger.json', []],
  // Lists of lists in a path.
  [corpus, 'gambitcomm.local/mimic.json', ['meval_value', 'mget_value']],
];

for (const [folder, file, impossible] of documents) {
  const skip = existsSync(folder + file) ? false : 'the document is not here';
  test(`${file}: the server accepts each request, as it goes over the wire`, { skip }, async () => {
    const bundle = await readOpenApi(file, readOptions(folder));
    const { model } = readApiModel(bundle);
    const { specs, findings } = readSpecRequests(model, {
      ...options,
      documentUrl: undefined,
      placeOf: (pointer) => bundle.placeOf(pointer),
    });
    for (const spec of specs) await accepts(model, spec);
    const missing = findings.filter(({ id }) => id === 'operation-not-sampled');
    assert.deepEqual(
      missing.map(({ title }) => title.split(' ')[0]),
      impossible,
    );
    const sampled = new Set(specs.map(({ name }) => name));
    assert.equal(sampled.size, model.operations.length - impossible.length);
  });
}

/** Throws what the operation's own validation has against the bytes that are sent. */
async function accepts(model: ApiModel, spec: RequestSpec): Promise<void> {
  const operation = model.operations.find(({ operationId }) => operationId === spec.name);
  assert.ok(operation !== undefined);
  const source = createRequestSource([spec], {
    seed: 1,
    worker: 0,
    workers: 1,
    prepare: prepareHttp1,
    userAgent: 'trivet/1',
    origins: originsOf([spec]),
    data: undefined,
    cookies: undefined,
  });
  const { request } = source.next({ user: 0, values: new Map() });
  const { method, url, headers, body } = parseHttp1(request.head);
  const text = JSON.stringify(operationData(operation, model.basePath));
  const data: OperationSpec = JSON.parse(text);
  await createOperation(data, schemasOf(model)).read({ method, url, headers, body });
}

interface ParsedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | undefined;
}

function parseHttp1(bytes: Uint8Array): ParsedRequest {
  const end = Buffer.from(bytes).indexOf('\r\n\r\n');
  const [line = '', ...fields] = Buffer.from(bytes.subarray(0, end))
    .toString('latin1')
    .split('\r\n');
  const [method = '', url = ''] = line.split(' ');
  const headers = Object.fromEntries(
    fields.map((field) => {
      const colon = field.indexOf(':');
      return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()];
    }),
  );
  const body = bytes.subarray(end + 4);
  return { method, url, headers, body: body.length === 0 ? undefined : body };
}
