import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { assertConforms } from '../support/published-schema.ts';
import { temporaryFolder, trivet } from '../support/trivet.ts';

const spec = `openapi: 3.0.3
info: { title: User Service API, version: 1.0.0 }
paths:
  /users:
    get:
      operationId: listUsers
      parameters: [{ name: limit, in: query, schema: { type: integer, default: 20 } }]
      responses: { '200': { description: ok } }
    post:
      operationId: createUser
      requestBody: { required: true, content: { application/json: { schema: { type: object } } } }
      responses: { '201': { description: made } }
  /users/{id}:
    delete:
      operationId: deleteUser
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { '204': { description: gone } }
`;

function folderWithSpec(t: TestContext): string {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'openapi.yaml'), spec);
  return folder;
}

test('the seed’s command prints the seed’s lines', async (t) => {
  const cwd = folderWithSpec(t);
  const args = ['openapi.yaml', '--framework', 'express', '--output', 'src/routes/'];
  const { exit, out } = await trivet(args, { cwd, program: 'api-scaffolder' });
  assert.equal(exit, 0);
  const lines = out.split('\n');
  assert.deepEqual(lines.slice(0, 6), [
    'Generated 3 route handlers in src/routes/',
    '- GET /users (listUsers)',
    '- POST /users (createUser)',
    '- DELETE /users/{id} (deleteUser)',
    'Created validation middleware: src/middleware/validators.ts',
    'Created TypeScript types: src/types/api.ts',
  ]);
  assert.equal(lines.at(-2), 'Next: npm install && npm start');
  for (const file of ['src/routes/users.ts', 'src/middleware/validators.ts', 'src/types/api.ts']) {
    assert.ok(existsSync(join(cwd, file)), file);
  }
});

test('standard input, --json: one document that conforms, and nothing else on standard output', async (t) => {
  const cwd = temporaryFolder(t);
  const args = ['scaffold', '-', '-o', 'src/routes', '--framework=fastify', '--json', '--verbose'];
  const { exit, out } = await trivet(args, { cwd, input: spec });
  assert.equal(exit, 0);
  const document: unknown = JSON.parse(out);
  assertConforms(document);
  assert.ok(existsSync(join(cwd, 'src/types/api.ts')));
});

test('a dry run writes nothing and prints a diff', async (t) => {
  const cwd = folderWithSpec(t);
  const { exit, out, err } = await trivet(
    ['scaffold', 'openapi.yaml', '--dry-run', '-o', 'src/routes'],
    { cwd },
  );
  assert.equal(exit, 0);
  assert.match(out, /^\+\+\+ .*src\/types\/api\.ts/m);
  assert.doesNotMatch(out, /route handlers in/);
  assert.match(err, /Would generate 3 route handlers/);
  assert.deepEqual(readdirSync(cwd), ['openapi.yaml']);
});

test('--quiet says nothing when all is well', async (t) => {
  const cwd = folderWithSpec(t);
  const { exit, out, err } = await trivet(['scaffold', '--quiet', 'openapi.yaml'], { cwd });
  assert.deepEqual([exit, out, err], [0, '', '']);
});

test('a second run keeps what is the user’s', async (t) => {
  const cwd = folderWithSpec(t);
  const args = ['scaffold', 'openapi.yaml', '-o', 'src/routes'];
  await trivet(args, { cwd });
  const mine = join(cwd, 'src/routes/users.ts');
  const text = `${readFileSync(mine, 'utf8')}\n// mine\n`;
  writeFileSync(mine, text);
  const { exit, out } = await trivet(args, { cwd });
  assert.equal(exit, 0);
  assert.match(out, /^Kept 3 route handlers in src\/routes\/: they are yours$/m);
  assert.equal(readFileSync(mine, 'utf8'), text);
});

test('trivet.config.ts holds defaults, options win', async (t) => {
  const cwd = folderWithSpec(t);
  const config = { scaffold: { spec: 'openapi.yaml', framework: 'koa', output: 'src/routes' } };
  writeFileSync(join(cwd, 'trivet.config.ts'), `export default ${JSON.stringify(config)};\n`);
  const fromConfig = await trivet(['scaffold', '--dry-run', '--json'], { cwd });
  assert.match(fromConfig.out, /"framework": "koa"/);
  assert.match(fromConfig.out, /"routes_dir": "src\/routes\/"/);
  const fromFlag = await trivet(['scaffold', '--dry-run', '--json', '--framework', 'hono'], {
    cwd,
  });
  assert.match(fromFlag.out, /"framework": "hono"/);
  assert.equal(fromFlag.err, '');
});

test('a file that is not there, a host that is not there: exit 2 and 3', async (t) => {
  const cwd = temporaryFolder(t);
  const file = await trivet(['scaffold', 'nothing.yaml'], { cwd });
  assert.equal(file.exit, 2);
  assert.match(file.err, /nothing\.yaml.*\[INPUT_NOT_FOUND\]\n {2}next: /);
  const host = await trivet(['scaffold', 'http://me:hunter2@127.0.0.1:1/api.yaml'], { cwd });
  assert.equal(host.exit, 3);
  assert.match(host.err, /\[FETCH_FAILED\]\n {2}next: /);
  assert.doesNotMatch(host.err, /hunter2/);
});

test('a broken document: all its findings with their places, exit 2, nothing written', async (t) => {
  const cwd = temporaryFolder(t);
  const broken = spec
    .replace('operationId: createUser', 'operationId: listUsers')
    .replace('{ type: object }', "{ $ref: '#/components/schemas/Nothing' }");
  writeFileSync(join(cwd, 'openapi.yaml'), broken);
  const { exit, out, err } = await trivet(['scaffold', 'openapi.yaml', '-o', 'src/routes'], {
    cwd,
  });
  assert.deepEqual([exit, out], [2, '']);
  assert.match(
    err,
    /\[duplicate-operation-id\]\n {2}at openapi\.yaml:\d+:\d+ \(#\/paths\/~1users\/post/,
  );
  assert.match(err, /\[dangling-ref\]\n {2}at openapi\.yaml:\d+:\d+ \(#\/paths\/~1users\/post/);
  assert.match(err, /\[SPEC_INVALID\]/);
  assert.deepEqual(readdirSync(cwd), ['openapi.yaml']);
});
