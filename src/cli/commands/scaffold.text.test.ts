import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainStyle } from '../../report/style.ts';
import type { FileAction, ScaffoldRequest, ScaffoldResult } from '../../scaffold/scaffold-types.ts';
import { scaffoldText } from './scaffold.text.ts';

const request: ScaffoldRequest = {
  source: 'openapi.yaml',
  framework: 'express',
  output: 'src/routes/',
  dryRun: false,
  force: false,
  strict: false,
  mock: false,
  typesOnly: false,
  include: [],
  exclude: [],
  allowRemote: false,
};

function resultWith(owned: FileAction, generated: FileAction): ScaffoldResult {
  const file = 'src/routes/users.ts';
  return {
    operations: [
      { id: 'listUsers', operationId: 'listUsers', method: 'get', path: '/users', file },
      { id: 'getUser', operationId: 'getUser', method: 'get', path: '/users/{id}', file },
    ],
    files: [
      { path: 'package.json', kind: 'owned', action: owned },
      { path: file, kind: 'owned', action: owned },
      { path: 'src/middleware/validators.ts', kind: 'generated', action: generated },
      { path: 'src/types/api.ts', kind: 'generated', action: generated },
      { path: 'src/routes/index.gen.ts', kind: 'generated', action: generated },
    ],
    findings: [],
    removed: [],
    root: '/home/me/app',
    routesDir: 'src/routes/',
  };
}

const textOf = (
  result: ScaffoldResult,
  changes: Partial<ScaffoldRequest> = {},
  cwd = result.root,
) =>
  scaffoldText({
    request: { ...request, ...changes },
    result,
    cwd,
    style: plainStyle,
    verbose: false,
  });

test('a first run: operations, validators, types, the rest, the next step', () => {
  assert.equal(
    textOf(resultWith('created', 'created')),
    `Generated 2 route handlers in src/routes/
- GET /users (listUsers)
- GET /users/{id} (getUser)
Created validation middleware: src/middleware/validators.ts
Created TypeScript types: src/types/api.ts
Created 3 more files:
  package.json, src/routes/users.ts, src/routes/index.gen.ts

Next: npm install && npm start
`,
  );
});

test('paths and the next step start where the user is', () => {
  const text = textOf(resultWith('created', 'created'), {}, '/home/me');
  assert.match(text, /^Generated 2 route handlers in app\/src\/routes\/$/m);
  assert.match(text, /^Created TypeScript types: app\/src\/types\/api\.ts$/m);
  assert.match(text, /^Next: cd app && npm install && npm start$/m);
});

test('a second run says that the handlers are the user’s', () => {
  const text = textOf(resultWith('kept', 'unchanged'));
  assert.match(text, /^Kept 2 route handlers in src\/routes\/: they are yours$/m);
  assert.match(text, /^Unchanged TypeScript types: src\/types\/api\.ts$/m);
  assert.match(text, /^Unchanged: 1 file$/m);
  assert.doesNotMatch(text, /Next:/);
});

test('removed operations are named', () => {
  const text = textOf({ ...resultWith('kept', 'updated'), removed: ['deleteUser'] });
  assert.match(text, /its handler is still there \(delete by hand\):\n {2}deleteUser$/m);
});

test('a dry run speaks of what would happen', () => {
  const text = textOf(resultWith('created', 'created'), { dryRun: true });
  assert.match(text, /^Would generate 2 route handlers/);
  assert.match(text, /^Would create TypeScript types/m);
  assert.doesNotMatch(text, /Next:/);
});

test('types only: no handlers are claimed', () => {
  const { files, ...rest } = resultWith('created', 'created');
  const types = files.filter(({ path }) => path === 'src/types/api.ts');
  assert.equal(
    textOf({ ...rest, files: types }, { typesOnly: true }),
    'Created TypeScript types: src/types/api.ts\n',
  );
});

test('dozens of generated files in a folder are one entry, unless all are asked for', () => {
  const { files, ...rest } = resultWith('created', 'created');
  const runtime = Array.from({ length: 30 }, (_, index) => ({
    path: `src/runtime/part-${index}.gen.ts`,
    kind: 'generated' as const,
    action: 'created' as const,
  }));
  const result = { ...rest, files: [...files, ...runtime] };
  const input = { request, result, cwd: result.root, style: plainStyle };
  assert.match(scaffoldText({ ...input, verbose: false }), /^Created 33 more files:$/m);
  assert.match(
    scaffoldText({ ...input, verbose: false }),
    / src\/runtime\/\*\*\/\*\.gen\.ts \(30\)$/m,
  );
  assert.match(scaffoldText({ ...input, verbose: true }), /src\/runtime\/part-29\.gen\.ts/);
});

test('names of the document cannot command the terminal', () => {
  const result = resultWith('created', 'created');
  const operations = result.operations.map((one) => ({ ...one, operationId: 'a\u001b[2Jb\n' }));
  assert.match(textOf({ ...result, operations }), /\(a\\u\{1b\}\[2Jb\\n\)/);
});

test('a document without operations says so', () => {
  const text = textOf({ ...resultWith('created', 'created'), operations: [] });
  assert.match(text, /^The specification has no operations/);
});
