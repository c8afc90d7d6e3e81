import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import type { ApiModel, MediaType, NamedSchema, Operation, Schema } from '../../api/model.ts';
import { emitTypes } from './types.ts';

const modules = new URL('../../../node_modules/', import.meta.url).pathname;
const ref = (name: string): JsonObject => ({ $ref: `#/schemas/${name}` });

function model(
  schemas: Readonly<Record<string, Schema>>,
  operations: readonly Operation[] = [],
  direction: NamedSchema['direction'] = 'both',
): ApiModel {
  return {
    title: 'Test',
    version: '1',
    basePath: '',
    basePathExample: '',
    schemas: Object.entries(schemas).map(([name, schema]) => ({
      name,
      schema,
      pointer: '#',
      direction,
    })),
    operations,
    securitySchemes: [],
    outgoing: [],
    document: {},
  };
}

function operation(members: Partial<Operation>): Operation {
  return {
    id: 'run',
    operationId: 'run',
    method: 'post',
    path: '/run',
    deprecated: false,
    tags: [],
    parameters: [],
    responses: [],
    security: [],
    securityOptional: false,
    pointer: '#',
    ...members,
  };
}

const media = (type: string, schema?: Schema): MediaType => ({
  type,
  encoding: [],
  ...(schema !== undefined && { schema }),
});

/** The declaration of the first schema, without comments and blank lines. */
function typeOf(schema: Schema, direction: NamedSchema['direction'] = 'both'): string {
  const [text = ''] = emitTypes(model({ T: schema }, [], direction)).split('\n\n');
  return text
    .replaceAll(/\/\*\*[^]*?\*\/\n/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

test('a plain object becomes an interface, with what is optional marked', () => {
  assert.equal(
    typeOf({
      type: 'object',
      required: ['id'],
      properties: { id: { type: 'integer' }, name: { type: ['string', 'null'] }, 'x-y': {} },
    }),
    "export interface T { id: number; name?: string | null; 'x-y'?: unknown; }",
  );
});

const cases: readonly (readonly [what: string, schema: Schema, type: string])[] = [
  ['true', true, 'unknown'],
  ['false', false, 'never'],
  ['several types', { type: ['string', 'integer', 'number', 'null'] }, 'string | number | null'],
  ['an enum', { type: 'string', enum: ['a', "b'", null, 1] }, `'a' | "b'"`],
  ['a nullable enum', { enum: ['a', null, true, 2] }, "'a' | null | true | 2"],
  ['a constant', { const: -1 }, '-1'],
  ['an array', { type: 'array', items: { enum: ['a', 'b'] } }, "('a' | 'b')[]"],
  ['an array of anything', { type: 'array' }, 'unknown[]'],
  [
    'a tuple',
    { type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }], minItems: 1 },
    '[string, number?, ...unknown[]]',
  ],
  [
    'a closed tuple',
    { type: 'array', prefixItems: [{ type: 'string' }], minItems: 1, items: false },
    '[string]',
  ],
  [
    'alternatives, without doubles',
    { oneOf: [{ type: 'string' }, { type: 'string', maxLength: 3 }, { const: 'x' }, ref('U')] },
    'string | U',
  ],
  [
    'alternatives beside properties',
    { type: 'object', properties: { a: { type: 'string' } }, anyOf: [ref('U'), ref('V')] },
    '(U | V) & { a?: string }',
  ],
  [
    'parts, the inline ones merged',
    {
      type: 'object',
      allOf: [ref('U'), { properties: { a: {} } }, { required: ['a'], properties: { b: {} } }],
    },
    'U & { a: unknown; b?: unknown }',
  ],
  ['one part alone', { type: 'object', allOf: [ref('U')], description: 'x' }, 'U'],
  ['what only values can tell', { not: { type: 'string' }, if: true, minLength: 2 }, 'unknown'],
];

for (const [what, schema, type] of cases) {
  test(`${what} becomes ${type}`, () => {
    assert.equal(typeOf(schema), `export type T = ${type};`);
  });
}

test('an index signature admits the declared members', () => {
  const properties = { a: { type: 'string' }, b: { type: 'integer' } };
  assert.equal(
    typeOf({ type: 'object', required: ['b'], properties, additionalProperties: { type: 'null' } }),
    'export interface T { a?: string; b: number; [key: string]: null | string | number | undefined; }',
  );
  assert.equal(typeOf({ type: 'object' }), 'export interface T { [key: string]: unknown; }');
  assert.equal(
    typeOf({ type: 'object', properties, additionalProperties: false }),
    'export interface T { a?: string; b?: number; }',
  );
});

test('requests have no read-only members, responses no write-only ones', () => {
  const schema = {
    type: 'object',
    required: ['id', 'password'],
    properties: { id: { readOnly: true }, password: { writeOnly: true }, name: {} },
  };
  const request = 'export interface T { password: unknown; name?: unknown; }';
  assert.equal(typeOf(schema, 'request'), request);
  assert.equal(typeOf(schema, 'response'), 'export interface T { id: unknown; name?: unknown; }');
});

test('the first paragraph of a description is the comment, whatever it holds', () => {
  const text = emitTypes(
    model({
      T: { type: 'string', deprecated: true, description: 'Ends */ here\nfor us.\n\nMore.' },
    }),
  );
  assert.ok(
    text.startsWith('/**\n * Ends *\\/ here for us.\n *\n * @deprecated\n */\nexport type T'),
  );
});

/** Everything that is hard, in one document. */
const hard: ApiModel = model(
  {
    Array: { type: 'array', items: ref('Array') },
    Uint8Array: { type: 'string' },
    Promise: { type: 'object', properties: { all: ref('Record') } },
    Record: { type: 'object', additionalProperties: ref('Record') },
    Operations: { type: 'boolean' },
    Empty: { type: 'integer' },
    string: { type: 'string' },
    Tree: { anyOf: [{ type: 'array', items: ref('Tree') }, { type: 'string' }] },
    Maybe: {
      oneOf: [
        ref('Tree'),
        { type: 'null' },
        { type: 'object', additionalProperties: ref('Maybe') },
      ],
    },
    Pair: { type: 'array', prefixItems: [ref('Maybe'), ref('Pair')] },
    Odd: {
      type: 'object',
      properties: JSON.parse('{"__proto__":{},"constructor":{},"":{},"a-b":{}}'),
    },
    Form: { type: 'object', required: ['file'], properties: { file: ref('Upload') } },
    Upload: { type: 'string', format: 'binary' },
  },
  [
    operation({
      parameters: ['path', 'query'].map((place) => ({
        name: 'id',
        in: place === 'path' ? ('path' as const) : ('query' as const),
        required: place === 'path',
        style: 'simple' as const,
        explode: false,
        schema: { type: 'integer', default: 1 },
        deprecated: false,
      })),
      body: {
        required: false,
        content: [media('multipart/form-data', ref('Form')), media('image/*')],
      },
      responses: [
        {
          status: '200',
          headers: [{ name: 'x-rate', required: true, schema: { type: 'integer' } }],
          content: [
            media('application/json', ref('Tree')),
            media('text/csv', ref('Tree')),
            media('text/event-stream', { type: 'array', items: ref('Tree') }),
            media('image/png', ref('Upload')),
          ],
        },
        { status: '204', headers: [], content: [] },
        { status: '4XX', headers: [], content: [] },
      ],
      security: [
        [
          { scheme: 'jwt', scopes: [] },
          { scheme: 'key', scopes: [] },
        ],
        [{ scheme: 'key', scopes: [] }],
      ],
      securityOptional: true,
    }),
    operation({ id: 'plain', method: 'head' }),
  ],
);

const uses = `
import type { Empty, Maybe, OperationId, Operations } from './api.ts';
type Run = Operations['run'];
type Answer = Run['responses'][200];
export const params: Run['params'] = { id: 1 };
export const query: Run['query'] = { id: 1 };
export const none: Run['headers'] = {};
export const bytes: Run['body'] = new Uint8Array();
export const form: Run['body'] = { file: new File([], 'a') };
export const principals: Run['principal'][] = ['jwt', 'key', undefined];
export const json: Answer = { type: 'application/json', body: ['a', ['b']], headers: { 'x-rate': 1 } };
export const csv: Answer = { type: 'text/csv', body: 'a', headers: { 'x-rate': 1 } };
export const nothing: Run['responses'][204] = { type: undefined, body: undefined, headers: {} };
export const envelope: Run['responses']['4XX'] = { type: undefined, body: 1, headers: {} };
export const ids: OperationId[] = ['run', 'plain'];
export const maybe: Maybe = { a: null, b: [] };
// @ts-expect-error: a query parameter with a default is always there
export const withoutDefault: Run['query'] = {};
// @ts-expect-error: a member that nobody declared
export const tooMuch: Empty = { a: 1 };
// @ts-expect-error: a header that must be sent is missing
export const withoutHeader: Answer = { type: 'text/csv', body: 'a', headers: {} };
// @ts-expect-error: of the wrong type
export const wrongBody: Answer = { type: 'application/json', body: [1], headers: { 'x-rate': 1 } };
// @ts-expect-error: a media type that is not declared
export const wrongType: Answer = { type: 'text/html', body: 'a', headers: { 'x-rate': 1 } };
`;

test('the types compile under all strict options, and say what the document says', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'trivet-api-'));
  try {
    const text = emitTypes(hard);
    await symlink(modules, join(folder, 'node_modules'));
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n');
    await writeFile(join(folder, 'api.ts'), text);
    await writeFile(join(folder, 'uses.ts'), uses);
    await writeFile(join(folder, '.oxfmtrc.json'), '{ "printWidth": 100, "singleQuote": true }\n');
    const format = run('oxfmt', ['--check', 'api.ts'], folder);
    assert.equal(format.status, 0, format.stdout);
    const types = run('tsc', compilerFlags, folder);
    assert.equal(types.status, 0, types.stdout);
  } finally {
    await rm(folder, { recursive: true });
  }
});

const compilerFlags: readonly string[] = [
  'uses.ts',
  ...'--noEmit --strict --noUncheckedIndexedAccess --exactOptionalPropertyTypes'.split(' '),
  ...'--isolatedDeclarations --declaration --verbatimModuleSyntax --erasableSyntaxOnly'.split(' '),
  ...'--noUnusedLocals --allowImportingTsExtensions --module nodenext --target es2024'.split(' '),
  ...'--types node --skipLibCheck --ignoreConfig'.split(' '),
];

function run(
  tool: string,
  args: readonly string[],
  cwd: string,
): { status: number | null; stdout: string } {
  return spawnSync(join(modules, '.bin', tool), args, { cwd, encoding: 'utf8' });
}
