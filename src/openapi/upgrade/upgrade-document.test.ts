import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundleOf, partOf } from '../../../test/support/bundle.ts';
import type { JsonObject } from '../../base/json.ts';
import type { OpenApiBundle } from '../index.ts';
import { upgradeDocument } from './upgrade-document.ts';

const upgradeSchema = (version: OpenApiBundle['version'], schema: JsonObject): unknown => {
  const parts =
    version === '2.0' ? { definitions: { S: schema } } : { components: { schemas: { S: schema } } };
  const { document } = upgradeDocument(bundleOf(version, parts));
  return partOf(document, '#/components/schemas/S');
};

test('nullable beside a type adds null to the types', () => {
  assert.deepEqual(upgradeSchema('3.0', { type: 'string', nullable: true }), {
    type: ['string', 'null'],
  });
  assert.deepEqual(upgradeSchema('2.0', { type: 'string', 'x-nullable': true }), {
    type: ['string', 'null'],
  });
  assert.deepEqual(upgradeSchema('3.0', { type: 'string', nullable: false }), { type: 'string' });
});

test('nullable beside an enum makes null one of its values', () => {
  assert.deepEqual(upgradeSchema('3.0', { type: 'string', enum: ['a'], nullable: true }), {
    type: ['string', 'null'],
    enum: ['a', null],
  });
  assert.deepEqual(upgradeSchema('3.0', { enum: ['a', null], nullable: true }), {
    enum: ['a', null],
  });
});

test('nullable beside combinators wraps them, and annotations stay outside', () => {
  const allOf = [{ type: 'object' }];
  assert.deepEqual(upgradeSchema('3.0', { nullable: true, description: 'd', allOf }), {
    description: 'd',
    anyOf: [{ allOf }, { type: 'null' }],
  });
});

test('nullable alone says nothing', () => {
  assert.deepEqual(upgradeSchema('3.0', { nullable: true, minLength: 1 }), { minLength: 1 });
});

test('what stands beside $ref counts from 3.1 on', () => {
  const schema = { $ref: '#/components/schemas/S', description: 'd' };
  assert.deepEqual(upgradeSchema('3.0', schema), { $ref: '#/components/schemas/S' });
  assert.deepEqual(upgradeSchema('3.1', schema), schema);
});

test('a property that is called $ref is no reference', () => {
  const schema = { properties: { $ref: { type: 'string' }, nullable: { type: 'boolean' } } };
  assert.deepEqual(upgradeSchema('3.0', schema), schema);
});

test('boolean bounds become the bounds they modify', () => {
  assert.deepEqual(
    upgradeSchema('3.0', {
      minimum: 1,
      exclusiveMinimum: true,
      maximum: 2,
      exclusiveMaximum: false,
    }),
    { exclusiveMinimum: 1, maximum: 2 },
  );
});

test('tuples and dependencies of older drafts get their new names', () => {
  assert.deepEqual(
    upgradeSchema('3.1', {
      items: [{ type: 'string' }],
      additionalItems: false,
      dependencies: { a: ['b'], c: { minProperties: 2 } },
    }),
    {
      prefixItems: [{ type: 'string' }],
      items: false,
      dependentRequired: { a: ['b'] },
      dependentSchemas: { c: { minProperties: 2 } },
    },
  );
});

test('keywords of another dialect are understood and mentioned once', () => {
  const property = { type: 'string', nullable: true };
  const { findings } = upgradeDocument(
    bundleOf('3.1', {
      components: { schemas: { S: { properties: { a: property, b: property } } } },
    }),
  );
  assert.equal(findings.length, 1);
  assert.match(findings[0]?.title ?? '', /nullable .*3\.1 \(2 times\)/);
  assert.equal(findings[0]?.severity, 'info');
});

test('schemas are found where only a reference says that they are schemas', () => {
  const { document } = upgradeDocument(
    bundleOf('3.0', {
      components: { schemas: { A: { $ref: '#/x-trivet-bundled/common/Money' } } },
      'x-trivet-bundled': {
        common: { Money: { properties: { n: { type: 'number', nullable: true } } } },
      },
    }),
  );
  assert.deepEqual(document['x-trivet-bundled'], {
    common: { Money: { properties: { n: { type: ['number', 'null'] } } } },
  });
});

test('references into a wrapped schema are led to its new place', () => {
  const { document, originOf } = upgradeDocument(
    bundleOf('3.0', {
      components: {
        schemas: {
          A: { nullable: true, oneOf: [{ type: 'string' }, { type: 'number' }] },
          B: { $ref: '#/components/schemas/A/oneOf/1' },
        },
      },
    }),
  );
  const moved = '#/components/schemas/A/anyOf/0/oneOf/1';
  assert.deepEqual(partOf(document, '#/components/schemas/B'), { $ref: moved });
  assert.equal(originOf(moved), '#/components/schemas/A/oneOf/1');
});

test('what needs no change is shared with the original', () => {
  const bundle = bundleOf('3.0', { components: { schemas: { A: { type: 'string' } } } });
  assert.equal(upgradeDocument(bundle).document['components'], bundle.document['components']);
});

test('a 2.0 operation gets a request body, responses with content and parameters with schemas', () => {
  const { document, originOf } = upgradeDocument(
    bundleOf('2.0', {
      host: 'api.test',
      basePath: '/v1',
      schemes: ['http', 'https'],
      consumes: ['application/json'],
      produces: ['application/json', 'text/csv'],
      paths: {
        '/pets': {
          parameters: [{ $ref: '#/parameters/limit' }],
          post: {
            parameters: [
              {
                name: 'ids',
                in: 'query',
                type: 'array',
                items: { type: 'integer' },
                collectionFormat: 'pipes',
              },
              { name: 'pet', in: 'body', required: true, schema: { $ref: '#/definitions/Pet' } },
            ],
            responses: {
              200: {
                description: 'ok',
                schema: { $ref: '#/definitions/Pet' },
                headers: { 'X-N': { type: 'integer' } },
              },
            },
          },
        },
      },
      parameters: { limit: { name: 'limit', in: 'query', type: 'integer', default: 5 } },
      definitions: { Pet: { type: 'object', discriminator: 'kind' } },
    }),
  );
  const pet = { schema: { $ref: '#/components/schemas/Pet' } };
  assert.deepEqual(document['servers'], [
    { url: 'http://api.test/v1' },
    { url: 'https://api.test/v1' },
  ]);
  assert.deepEqual(document['paths'], {
    '/pets': {
      post: {
        parameters: [
          { $ref: '#/components/parameters/limit' },
          {
            name: 'ids',
            in: 'query',
            style: 'pipeDelimited',
            explode: false,
            schema: { type: 'array', items: { type: 'integer' } },
          },
        ],
        requestBody: { required: true, content: { 'application/json': pet } },
        responses: {
          200: {
            description: 'ok',
            headers: { 'X-N': { schema: { type: 'integer' } } },
            content: { 'application/json': pet, 'text/csv': pet },
          },
        },
      },
    },
  });
  assert.deepEqual(document['components'], {
    schemas: { Pet: { type: 'object', discriminator: { propertyName: 'kind' } } },
    parameters: {
      limit: { name: 'limit', in: 'query', schema: { type: 'integer', default: 5 } },
    },
  });
  assert.equal(
    originOf('#/paths/~1pets/post/requestBody/content/application~1json/schema'),
    '#/paths/~1pets/post/parameters/1/schema',
  );
  assert.equal(
    originOf('#/components/schemas/Pet/discriminator'),
    '#/definitions/Pet/discriminator',
  );
});

test('2.0 form fields become one object schema, files become binary', () => {
  const { document } = upgradeDocument(
    bundleOf('2.0', {
      paths: {
        '/up': {
          post: {
            parameters: [
              { name: 'file', in: 'formData', type: 'file', required: true },
              { name: 'tags', in: 'formData', type: 'array', items: { type: 'string' } },
            ],
            responses: {},
          },
        },
      },
    }),
  );
  assert.deepEqual(partOf(document, '#/paths/~1up/post/requestBody'), {
    required: true,
    content: {
      'multipart/form-data': {
        schema: {
          type: 'object',
          properties: {
            file: { type: 'string', format: 'binary' },
            tags: { type: 'array', items: { type: 'string' } },
          },
          required: ['file'],
        },
        encoding: { tags: { style: 'form', explode: false } },
      },
    },
  });
});

test('2.0 security definitions get the words of 3.x', () => {
  const { document } = upgradeDocument(
    bundleOf('2.0', {
      securityDefinitions: {
        b: { type: 'basic' },
        o: {
          type: 'oauth2',
          flow: 'accessCode',
          authorizationUrl: 'a',
          tokenUrl: 't',
          scopes: { r: 'read' },
        },
      },
    }),
  );
  assert.deepEqual(partOf(document, '#/components/securitySchemes'), {
    b: { type: 'http', scheme: 'basic' },
    o: {
      type: 'oauth2',
      flows: { authorizationCode: { authorizationUrl: 'a', tokenUrl: 't', scopes: { r: 'read' } } },
    },
  });
});

test('a collection format without a style is mentioned', () => {
  const { findings } = upgradeDocument(
    bundleOf('2.0', {
      paths: {
        '/a': {
          get: {
            parameters: [
              {
                name: 'x',
                in: 'query',
                type: 'array',
                items: { type: 'string' },
                collectionFormat: 'tsv',
              },
            ],
          },
        },
      },
    }),
  );
  assert.deepEqual(
    findings.map(({ id, place }) => [id, place?.pointer]),
    [['collection-format', '#/paths/~1a/get/parameters/0']],
  );
});
