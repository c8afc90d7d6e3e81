import type {
  ApiModel,
  MediaType,
  Operation,
  Parameter,
  Response,
  Schema,
} from '../../src/api/model.ts';

/** A small API with one of everything that a target has to route, guard or answer in its own way. */
export const exampleModel: ApiModel = {
  title: 'User Service API',
  version: '1.0.0',
  basePath: '/v1',
  basePathExample: '/v1',
  schemas: [
    named('User', {
      type: 'object',
      required: ['id', 'email'],
      properties: { id: { type: 'integer' }, email: { type: 'string', format: 'email' } },
    }),
    named('CreateUser', {
      type: 'object',
      required: ['email'],
      additionalProperties: false,
      properties: {
        email: { type: 'string', format: 'email' },
        name: { type: 'string', minLength: 1 },
      },
    }),
    named('Problem', {
      type: 'object',
      required: ['title'],
      properties: { title: { type: 'string' }, status: { type: 'integer' } },
    }),
  ],
  securitySchemes: [
    { id: 'bearerAuth', name: 'bearerAuth', kind: 'bearer', token: 'jwt' },
    { id: 'apiKey', name: 'apiKey', kind: 'apiKey', in: 'header', key: 'x-api-key' },
    { id: 'basicAuth', name: 'basicAuth', kind: 'basic' },
  ],
  outgoing: [],
  document: { openapi: '3.1.0', info: { title: 'User Service API', version: '1.0.0' }, paths: {} },
  operations: [
    operation('listUsers', 'get', '/users', {
      summary: 'List users',
      parameters: [
        parameter('limit', 'query', { type: 'integer', default: 20, maximum: 100 }),
        parameter('tag', 'query', { type: 'array', items: { type: 'string' } }),
      ],
      responses: [
        {
          status: '200',
          headers: [{ name: 'x-total', required: true, schema: { type: 'integer' } }],
          content: [
            media('application/json', { type: 'array', items: { $ref: '#/schemas/User' } }),
            media('text/csv', { type: 'string' }),
          ],
        },
      ],
    }),
    operation('createUser', 'post', '/users', {
      summary: 'Create user',
      body: {
        required: true,
        content: [media('application/json', { $ref: '#/schemas/CreateUser' })],
      },
      responses: [
        answer('201', media('application/json', { $ref: '#/schemas/User' })),
        answer('4XX', media('application/problem+json', { $ref: '#/schemas/Problem' })),
      ],
      security: [
        [{ scheme: 'bearerAuth', scopes: ['users:write'] }],
        [{ scheme: 'apiKey', scopes: [] }],
      ],
    }),
    operation('getUser', 'get', '/users/{id}', {
      summary: 'Get a user',
      parameters: [
        parameter('id', 'path', { type: 'integer' }),
        parameter('x-trace', 'header', { type: 'integer' }),
      ],
      responses: [
        answer('200', media('application/json', { $ref: '#/schemas/User' })),
        answer('404'),
      ],
    }),
    operation('deleteUser', 'delete', '/users/{user-id}', {
      deprecated: true,
      parameters: [parameter('user-id', 'path', { type: 'integer' })],
      responses: [answer('204')],
      security: [[{ scheme: 'apiKey', scopes: [] }]],
    }),
    operation('getMe', 'get', '/users/me', {
      responses: [answer('200')],
      security: [[{ scheme: 'bearerAuth', scopes: [] }], [{ scheme: 'basicAuth', scopes: [] }]],
      securityOptional: true,
    }),
    operation('activateUser', 'post', '/users/{id}:activate', {
      parameters: [parameter('id', 'path', { type: 'integer' })],
      responses: [answer('202')],
    }),
    operation('putFile', 'put', '/files/{path}.{ext}', {
      tags: ['files'],
      parameters: [
        parameter('path', 'path', { type: 'string' }),
        parameter('ext', 'path', { type: 'string' }),
      ],
      body: { required: true, content: [media('application/octet-stream')] },
      responses: [answer('200', media('application/octet-stream'))],
    }),
    operation('filesWithSlash', 'get', '/files/', { tags: ['files'], responses: [answer('204')] }),
    operation('optionsOfFiles', 'options', '/files/', {
      tags: ['files'],
      responses: [answer('204')],
    }),
    operation('streamEvents', 'get', '/événements', {
      tags: ['events'],
      responses: [
        answer('200', {
          type: 'text/event-stream',
          itemSchema: { type: 'object', properties: { n: { type: 'integer' } } },
          encoding: [],
        }),
        answer('default'),
      ],
    }),
    operation('traceEvents', 'trace', '/événements', {
      tags: ['events'],
      responses: [answer('200')],
    }),
    operation('queryEvents', 'query', '/événements', {
      tags: ['events'],
      responses: [answer('200')],
    }),
  ],
};

function named(name: string, schema: Schema): ApiModel['schemas'][number] {
  return { name, schema, pointer: `#/components/schemas/${name}`, direction: 'both' };
}

function operation(
  id: string,
  method: Operation['method'],
  path: string,
  more: Partial<Operation>,
): Operation {
  return {
    id,
    operationId: id,
    method,
    path,
    deprecated: false,
    tags: ['users'],
    parameters: [],
    responses: [],
    security: [],
    securityOptional: false,
    pointer: `#/paths/${path.replaceAll('/', '~1')}/${method}`,
    ...more,
  };
}

function parameter(name: string, place: 'path' | 'query' | 'header', schema: Schema): Parameter {
  return {
    name,
    in: place,
    required: place === 'path',
    style: place === 'query' ? 'form' : 'simple',
    explode: place === 'query',
    schema,
    deprecated: false,
  };
}

function media(type: string, schema?: Schema): MediaType {
  return { type, encoding: [], ...(schema !== undefined && { schema }) };
}

function answer(status: string, ...content: readonly MediaType[]): Response {
  return { status, headers: [], content };
}
