import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { ApiModel, Operation } from '../../api/model.ts';
import { runtimeFiles } from './runtime-files.ts';
import { emitTypes } from './types.ts';
import { emitValidators } from './validators.ts';

const modules = new URL('../../../node_modules/', import.meta.url).pathname;

const updateUser: Operation = {
  id: 'updateUser',
  operationId: 'update-user',
  method: 'patch',
  path: '/users/{id}',
  deprecated: false,
  tags: [],
  parameters: [
    {
      name: 'id',
      in: 'path',
      required: true,
      style: 'simple',
      explode: false,
      schema: { type: 'integer', description: 'Number of the user', examples: [1] },
      deprecated: false,
    },
    {
      name: 'tags',
      in: 'query',
      required: false,
      style: 'pipeDelimited',
      explode: false,
      schema: { type: 'array', items: { type: 'string' }, default: ['a'] },
      deprecated: true,
    },
    {
      name: 'x-any',
      in: 'header',
      required: false,
      style: 'simple',
      explode: false,
      schema: {},
      deprecated: false,
    },
  ],
  body: {
    required: true,
    content: [{ type: 'application/json', schema: { $ref: '#/schemas/User' }, encoding: [] }],
  },
  responses: [
    { status: '200', description: 'Done', headers: [], content: [] },
    {
      status: 'default',
      headers: [{ name: 'x-rate', required: false, schema: { type: 'integer' } }],
      content: [{ type: 'text/plain', encoding: [] }],
    },
  ],
  security: [[{ scheme: 'jwt', scopes: ['write'] }]],
  securityOptional: true,
  pointer: '#',
};

const model: ApiModel = {
  title: 'Users',
  version: '1',
  basePath: '/v1',
  basePathExample: '/v1',
  schemas: [
    {
      name: 'User',
      pointer: '#',
      direction: 'both',
      schema: {
        type: 'object',
        title: 'A user',
        required: ['name'],
        properties: JSON.parse(
          '{"name":{"type":"string","description":"Name","minLength":1},"description":{"type":"string"},"__proto__":{"type":"null"}}',
        ),
      },
    },
  ],
  operations: [updateUser],
  securitySchemes: [
    { id: 'jwt', name: 'JWT', kind: 'bearer', token: 'jwt', description: 'From the login' },
    { id: 'key', name: 'Key', kind: 'apiKey', in: 'header', key: 'x-key' },
  ],
  outgoing: [],
  document: {},
};

const expected = `import { createOperation, type RuntimeOperation } from '../runtime/operation.gen.ts';
import type { OperationSpec, Schemas } from '../runtime/spec.gen.ts';
import type { OperationId } from '../types/api.ts';

/** JSON Schemas of the document. */
export const schemas: Schemas = {
  User: {
    type: 'object',
    required: ['name'],
    properties: {
      name: { type: 'string', minLength: 1 },
      description: { type: 'string' },
      ['__proto__']: { type: 'null' },
    },
  },
};

/** Validation of every operation: parameters, bodies and responses. */
export const operations: Readonly<Record<OperationId, RuntimeOperation>> = {
  /** PATCH /v1/users/{id} */
  updateUser: operation({
    operationId: 'update-user',
    method: 'PATCH',
    path: '/v1/users/{id}',
    parameters: [
      { name: 'id', in: 'path', required: true, schema: { type: 'integer' } },
      {
        name: 'tags',
        in: 'query',
        style: 'pipeDelimited',
        schema: { type: 'array', items: { type: 'string' }, default: ['a'] },
      },
      { name: 'x-any', in: 'header' },
    ],
    body: {
      required: true,
      content: { 'application/json': { schema: { $ref: '#/schemas/User' } } },
    },
    responses: {
      '200': {},
      default: {
        headers: { 'x-rate': { schema: { type: 'integer' } } },
        content: { 'text/plain': {} },
      },
    },
    security: [{ jwt: ['write'] }, {}],
  }),
};

/** What each operation is, for whoever goes through all of them. */
export const operationSpecs: readonly OperationSpec[] = Object.values<RuntimeOperation>(
  operations,
).map(({ spec }) => spec);

/** How callers identify themselves. */
export const securitySchemes = {
  jwt: { kind: 'bearer', token: 'jwt' },
  key: { kind: 'apiKey', in: 'header', key: 'x-key' },
} as const;

function operation(spec: OperationSpec): RuntimeOperation {
  return createOperation(spec, schemas);
}
`;

test('validators hold what judges values, without annotations and defaults', () => {
  assert.equal(emitValidators(model), expected);
});

test('validators, types and runtime compile together, are formatted, and read requests', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'trivet-validators-'));
  try {
    await writeApplication(folder, model);
    assert.deepEqual(check(folder), ['', '']);
    const script = `
      const { operations } = await import('./src/middleware/validators.ts');
      const url = '/v1/users/7';
      const headers = { 'content-type': 'application/json' };
      const body = Buffer.from('{"name":""}');
      try { await operations.updateUser.read({ method: 'PATCH', url, headers, body }) }
      catch (error) { console.log(error.status, JSON.stringify(error.details)) }
    `;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: folder,
      encoding: 'utf8',
    });
    assert.match(stdout, /^400 \[\{"field":"body\.name",/);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a document without operations compiles too', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'trivet-validators-'));
  try {
    await writeApplication(folder, { ...model, operations: [], schemas: [], securitySchemes: [] });
    assert.deepEqual(check(folder), ['', '']);
  } finally {
    await rm(folder, { recursive: true });
  }
});

async function writeApplication(folder: string, api: ApiModel): Promise<void> {
  const texts = [
    ...runtimeFiles('src/').map(({ path, text }) => [path, text] as const),
    ['src/types/api.ts', emitTypes(api)] as const,
    ['src/middleware/validators.ts', emitValidators(api)] as const,
    ['package.json', '{ "type": "module" }\n'] as const,
    ['.oxfmtrc.json', '{ "printWidth": 100, "singleQuote": true }\n'] as const,
  ];
  await symlink(modules, join(folder, 'node_modules'));
  for (const [path, text] of texts) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** What the formatter and the compiler object to. */
function check(folder: string): readonly string[] {
  const run = (tool: string, args: readonly string[]): string => {
    const { status, stdout } = spawnSync(join(modules, '.bin', tool), args, {
      cwd: folder,
      encoding: 'utf8',
    });
    return status === 0 ? '' : stdout;
  };
  return [run('oxfmt', ['--check', 'src']), run('tsc', compilerFlags)];
}

const compilerFlags: readonly string[] = [
  'src/middleware/validators.ts',
  ...'--noEmit --strict --noUncheckedIndexedAccess --exactOptionalPropertyTypes'.split(' '),
  ...'--isolatedDeclarations --declaration --verbatimModuleSyntax --erasableSyntaxOnly'.split(' '),
  ...'--noUnusedLocals --allowImportingTsExtensions --module nodenext --target es2024'.split(' '),
  ...'--types node --skipLibCheck --ignoreConfig'.split(' '),
];
