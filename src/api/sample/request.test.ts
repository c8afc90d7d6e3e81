import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonValue } from '../../base/json.ts';
import type { ApiModel, MediaType, Operation, Parameter, Schema } from '../model.ts';
import { operationData } from '../../scaffold/emit/operation-data.ts';
import { createOperation } from '../../scaffold/runtime/operation.ts';
import { isRecord } from '../../scaffold/runtime/own.ts';
import type { OperationSpec, ValidRequest } from '../../scaffold/runtime/spec.ts';
import { mockOf } from '../../scaffold/mock.ts';
import { requestOf, schemasOf } from './request.ts';

const operation: Operation = {
  id: 'op',
  operationId: 'op',
  method: 'post',
  path: '/things',
  deprecated: false,
  tags: [],
  parameters: [],
  responses: [{ status: '200', headers: [], content: [] }],
  security: [],
  securityOptional: false,
  pointer: '#/paths/~1things/post',
};

const user: Schema = {
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string' }, tags: { type: 'array', items: { type: 'string' } } },
};

function modelOf(given: Operation): ApiModel {
  return {
    title: 'Things',
    version: '1',
    basePath: '/v1',
    basePathExample: '/v1',
    schemas: [
      { name: 'User', schema: user, pointer: '#/components/schemas/User', direction: 'both' },
    ],
    operations: [given],
    securitySchemes: [],
    outgoing: [],
    document: {},
  };
}

function parameter(given: Partial<Parameter> & Pick<Parameter, 'in'>): Parameter {
  const isField = ['query', 'querystring', 'cookie'].includes(given.in);
  const style = given.style ?? (isField ? 'form' : 'simple');
  const explode = style === 'form';
  return { name: 'p', required: true, style, explode, schema: true, deprecated: false, ...given };
}

/** What the server reads of the sample request. */
async function received(given: Operation): Promise<ValidRequest> {
  const model = modelOf(given);
  const request = requestOf(given, model, { optional: true });
  assert.ok(request !== undefined, 'no request can be made');
  const { method, path, query, headers, body } = request;
  // The same data that the generated application holds.
  const spec: OperationSpec = JSON.parse(JSON.stringify(operationData(given, model.basePath)));
  const runtime = createOperation(spec, schemasOf(model));
  return await runtime.read({
    method,
    url: query === '' ? path : `${path}?${query}`,
    headers: { ...headers, ...(body && { 'content-type': body.type }) },
    body: body && new TextEncoder().encode(body.text),
  });
}

const list: Schema = { type: 'array', items: { type: 'integer' }, examples: [[3, 4, 5]] };
const record: Schema = {
  type: 'object',
  properties: { R: { type: 'integer' }, G: { type: 'string' } },
  examples: [{ R: 100, G: 'a b' }],
};
const styles: readonly (readonly [Parameter['in'], readonly Parameter['style'][]])[] = [
  ['path', ['simple', 'label', 'matrix']],
  ['header', ['simple']],
  ['query', ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject']],
  ['cookie', ['form', 'cookie']],
];

describe('requests: parameters arrive as they were meant', () => {
  for (const [place, names] of styles) {
    for (const style of names) {
      for (const explode of [true, false]) {
        const values: readonly (readonly [string, Schema, JsonValue])[] = [
          ['a text', { type: 'string', examples: ['a.b-c'] }, 'a.b-c'],
          ['a list', list, [3, 4, 5]],
          ['an object', record, { R: 100, G: 'a b' }],
        ];
        for (const [kind, schema, value] of values) {
          // Deep objects are objects, and plain cookies hold no spaces.
          if (style === 'deepObject' && kind !== 'an object') continue;
          if (style === 'spaceDelimited' && kind === 'an object') continue;
          if (style === 'cookie' && kind === 'an object') continue;
          it(`${kind} in ${place}, ${style}${explode ? ', exploded' : ''}`, async () => {
            const path = place === 'path' ? '/things/{p}' : '/things';
            const parameters = [parameter({ in: place, style, explode, schema })];
            const { params, query, headers, cookies } = await received({
              ...operation,
              method: 'get',
              path,
              parameters,
            });
            const all = { ...params, ...query, ...headers, ...cookies };
            assert.deepEqual({ ...all }, { p: value });
          });
        }
      }
    }
  }

  it('JSON in a query parameter, and a whole query string', async () => {
    const content = 'application/json';
    const filter = parameter({ in: 'query', content, schema: record });
    assert.deepEqual((await received({ ...operation, parameters: [filter] })).query, {
      p: { R: 100, G: 'a b' },
    });
    const whole = parameter({ in: 'querystring', content, schema: record });
    assert.deepEqual((await received({ ...operation, parameters: [whole] })).query, {
      p: { R: 100, G: 'a b' },
    });
  });

  it('the example of a parameter, where it is valid', async () => {
    const schema: Schema = { type: 'integer', maximum: 9 };
    const good = parameter({ in: 'query', schema, example: 7 });
    const bad = parameter({ in: 'query', name: 'q', schema, example: 10 });
    const { query } = await received({ ...operation, parameters: [good, bad] });
    assert.deepEqual(query, { p: 7, q: 1 });
  });
});

describe('requests that cannot be made', () => {
  const impossible: readonly (readonly [string, Parameter])[] = [
    ['a header that belongs to the connection', parameter({ in: 'header', name: 'host' })],
    ['a value that no schema allows', parameter({ in: 'query', schema: false })],
    ['a path segment that is only a dot', parameter({ in: 'path', schema: { const: '.' } })],
    ['a header beyond ASCII', parameter({ in: 'header', schema: { const: 'ü' } })],
    ['null', parameter({ in: 'query', schema: { type: 'null' } })],
    ['an object within a list', parameter({ in: 'query', schema: { const: [{ a: 1 }] } })],
    ['a comma within a list in a header', parameter({ in: 'header', schema: { const: ['a,b'] } })],
  ];
  for (const [name, given] of impossible) {
    it(name, () => {
      const path = given.in === 'path' ? '/things/{p}' : '/things';
      const needs = { ...operation, path, parameters: [given] };
      assert.equal(requestOf(needs, modelOf(needs)), undefined);
    });
  }

  it('but are without it, where it is optional', () => {
    const parameters = [{ ...parameter({ in: 'query', schema: false }), required: false }];
    const free = { ...operation, parameters };
    assert.equal(requestOf(free, modelOf(free), { optional: true })?.query, '');
  });
});

function media(type: string, given: Partial<MediaType> = {}): MediaType {
  return { type, encoding: [], ...given };
}

function withBody(...content: readonly MediaType[]): Operation {
  return { ...operation, body: { required: true, content } };
}

const reference: Schema = { $ref: '#/schemas/User' };

describe('requests: bodies arrive as they were meant', () => {
  const bodies: readonly (readonly [string, MediaType, unknown])[] = [
    ['JSON', media('application/json', { schema: reference }), { name: 'text', tags: ['text'] }],
    [
      'JSON with a suffix',
      media('application/vnd.x+json', { schema: reference }),
      { name: 'text', tags: ['text'] },
    ],
    [
      'an example',
      media('application/json', { schema: reference, example: { name: 'Ada' } }),
      { name: 'Ada' },
    ],
    [
      'a form',
      media('application/x-www-form-urlencoded', { schema: reference }),
      { name: 'text', tags: ['text'] },
    ],
    ['a text', media('text/plain', { schema: { type: 'integer' } }), 1],
    [
      'lines',
      media('application/x-ndjson', { itemSchema: reference }),
      [{ name: 'text', tags: ['text'] }],
    ],
    ['any JSON', media('*/*', { schema: reference }), { name: 'text', tags: ['text'] }],
  ];
  for (const [name, content, expected] of bodies) {
    it(name, async () => {
      assert.deepEqual((await received(withBody(content))).body, expected);
    });
  }

  it('bytes', async () => {
    const { body } = await received(withBody(media('image/*')));
    assert.ok(body instanceof Uint8Array);
  });

  it('files among the fields of a form', async () => {
    const schema: Schema = {
      type: 'object',
      required: ['picture', 'meta'],
      properties: {
        picture: { type: 'string', format: 'binary' },
        meta: { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } },
        sizes: { type: 'array', items: { type: 'integer' } },
      },
    };
    const encoding = [{ property: 'picture', contentType: 'image/png, image/jpeg' }];
    const { body } = await received(withBody(media('multipart/form-data', { schema, encoding })));
    assert.ok(isRecord(body));
    const { picture, meta, sizes } = body;
    assert.ok(picture instanceof File);
    assert.equal(picture.type, 'image/png');
    assert.deepEqual([meta, sizes], [{ n: 1 }, [1]]);
  });

  it('in the best understood of several types', () => {
    const given = withBody(media('application/xml'), media('application/json', { schema: user }));
    assert.equal(requestOf(given, modelOf(given))?.body?.type, 'application/json');
  });

  it('with required properties only, where nothing else is asked for', () => {
    const given = withBody(media('application/json', { schema: false }), media('text/plain'));
    assert.deepEqual(requestOf(given, modelOf(given))?.body, { type: 'text/plain', text: 'text' });
  });
});

function answering(status: string, ...content: readonly MediaType[]): Operation {
  const missing = { status: '404', headers: [], content: [] };
  return { ...operation, responses: [missing, { status, headers: [], content }] };
}

describe('mock answers', () => {
  const cases: readonly (readonly [string, Operation, unknown])[] = [
    ['nothing', answering('204'), { status: 204 }],
    [
      'nothing for HEAD',
      { ...answering('200', media('text/plain')), method: 'head' },
      { status: 200 },
    ],
    [
      'a sample',
      answering('201', media('text/html'), media('application/json', { schema: reference })),
      { status: 201, type: 'application/json', source: "{ name: 'text', tags: ['text'] }" },
    ],
    [
      'an example',
      answering(
        '2XX',
        media('application/json', { schema: reference, example: { name: "d'Ada" } }),
      ),
      { status: 200, type: 'application/json', source: `{ name: "d'Ada" }` },
    ],
    [
      'text',
      answering('default', media('text/plain')),
      { status: 200, type: 'text/plain', source: "'text'" },
    ],
    [
      'bytes',
      answering('200', media('image/png')),
      { status: 200, type: 'image/png', source: "new TextEncoder().encode('text')" },
    ],
    [
      'a stream',
      answering('200', media('text/event-stream', { itemSchema: { type: 'integer' } })),
      { status: 200, type: 'text/event-stream', source: 'ReadableStream.from([1])' },
    ],
    [
      'nothing at all where it would be wrong',
      answering('200', media('application/json', { schema: false })),
      undefined,
    ],
    ['nothing at all without a success', answering('500'), undefined],
  ];
  for (const [name, given, expected] of cases) {
    it(`are ${name}`, () => {
      assert.deepEqual(mockOf(given, modelOf(given)), expected);
    });
  }
});
