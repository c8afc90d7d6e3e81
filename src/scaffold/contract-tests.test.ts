import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ApiModel, Operation, Schema } from '../api/model.ts';
import { contractTests } from './contract-tests.ts';

const book: Schema = {
  type: 'object',
  required: ['title'],
  properties: { title: { type: 'string' } },
};

const getBook: Operation = {
  id: 'getBook',
  operationId: 'get book',
  method: 'get',
  path: '/books/{id}',
  deprecated: false,
  tags: [],
  parameters: [
    {
      name: 'id',
      in: 'path',
      required: true,
      style: 'simple',
      explode: false,
      schema: { type: 'integer' },
      deprecated: false,
    },
  ],
  responses: [{ status: '200', headers: [], content: [] }],
  security: [],
  securityOptional: false,
  pointer: '',
};

const addBook: Operation = {
  ...getBook,
  id: 'addBook',
  operationId: 'addBook',
  method: 'post',
  path: '/books',
  parameters: [],
  body: {
    required: true,
    content: [{ type: 'application/json', schema: book, encoding: [] }],
  },
  security: [[{ scheme: 'key', scopes: [] }]],
};

function textFor(...operations: readonly Operation[]): string {
  const model: ApiModel = {
    title: 'Books',
    version: '1',
    basePath: '/v1',
    basePathExample: '/v1',
    schemas: [],
    operations,
    securitySchemes: [],
    outgoing: [],
    document: {},
  };
  const { text, path, kind } = contractTests({
    model,
    groups: [],
    sourceDir: 'src/',
    packageName: 'books',
    mock: false,
    mockOf: () => undefined,
  });
  assert.deepEqual([path, kind], ['test/operations.gen.test.ts', 'generated']);
  return text;
}

describe('contract tests', () => {
  it('start the application', () => {
    assert.match(textFor(getBook), /^import \{ startApp \} from '\.\.\/src\/app\.ts';$/m);
  });

  it('hold one valid request for each operation', () => {
    const text = textFor(getBook, addBook);
    assert.match(
      text,
      /\{ operationId: 'get%20book', method: 'GET', path: '\/v1\/books\/1', statuses: \['200'\] \},/,
    );
    assert.match(text, /path: '\/v1\/books',[^}]*\}?,\n {4}body: '\{"title":"text"\}',/);
  });

  it('hold a body that must be refused, and know who needs credentials', () => {
    const text = textFor(addBook);
    assert.match(text, /invalidBody: '\{\}',/);
    assert.match(text, /secured: true,/);
  });

  it('leave out what no client can send, or nobody can make up', () => {
    const impossible: Schema = { type: 'string', pattern: '^(?=b)a$' };
    const [id] = getBook.parameters;
    assert.ok(id);
    const text = textFor(
      { ...addBook, method: 'get' },
      { ...getBook, method: 'trace' },
      { ...getBook, path: '/books/{id}#fragment' },
      { ...getBook, parameters: [{ ...id, schema: impossible }] },
    );
    assert.match(text, /const cases: readonly Case\[\] = \[\];/);
  });
});
