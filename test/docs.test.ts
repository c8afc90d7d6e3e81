import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import { delimiter, dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { referenceDocs } from '../scripts/reference-docs.ts';
import { errorCodes } from '../src/base/errors.ts';
import { commandPages } from '../src/cli/app.ts';
import { listPages } from '../src/cli/pages.ts';
import { checks } from '../src/db/checks/index.ts';
import { hazards } from '../src/db/hazards/index.ts';
import { requestFindingIds } from '../src/load/request/findings.ts';
import { loadVerdicts } from '../src/load/verdicts/index.ts';
import { openApiFindingIds } from '../src/openapi/findings.ts';
import { outcomeOf, temporaryFolder } from './support/trivet.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

for (const [path, text] of referenceDocs()) {
  test(`${path} is up to date`, () => {
    assert.equal(read(path), text, 'run: node scripts/update-docs.ts');
  });
}

test('every command and option is documented', () => {
  const reference = read('docs/cli.md');
  for (const { name, command } of commandPages) {
    const [, section = ''] = reference.split(`## trivet ${name}\n`);
    for (const flag of Object.keys(command.parameters.flags ?? {})) {
      const option = `--${flag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
      assert.match(section, new RegExp(`${option}\\b`), `trivet ${name} ${option}`);
    }
  }
});

test('every documented error code exists, and every code is documented', () => {
  const documented = [...read('docs/errors.md').matchAll(/^\| `([A-Z_]+)`/gm)];
  assert.deepEqual(new Set(documented.map(([, code]) => code)), new Set(Object.keys(errorCodes)));
});

test('every finding and verdict has a page that trivet explains, and every page is about one', async () => {
  const pages = (await listPages()).filter(({ kind }) => kind === 'finding');
  const ids = [
    ...openApiFindingIds,
    ...requestFindingIds,
    ...[...loadVerdicts, ...hazards, ...checks].map(({ id }) => id),
  ];
  assert.deepEqual(
    pages.map(({ id }) => id),
    ids.toSorted(),
  );
});

test('a page has its id as title, and says how to fix it', async () => {
  for (const { id, kind, read: readPage } of await listPages()) {
    if (kind !== 'finding') continue;
    const page = await readPage();
    assert.ok(page.startsWith(`# ${id}\n`), id);
    assert.match(page, /^## .*\bfix/im, id);
  }
});

const readme = existsSync(join(root, 'README.md')) ? read('README.md') : '';
const blocks = [...readme.matchAll(/^```(?:bash|sh|console)\n([\s\S]*?)^```/gm)].map(
  ([, body = '']) => body,
);
const calls = blocks
  .flatMap((block) => block.replaceAll(/\\\n\s*/g, '').split('\n'))
  .map((line) =>
    line
      .replace(/^\$ /, '')
      .replace(/^npx /, '')
      .replace(/\s+#.*$/, ''),
  )
  .filter((line) => /^trivet (?:scaffold|load|db)\b/.test(line));

for (const line of new Set(calls)) {
  test(`the README's example runs: ${line}`, async (t) => {
    const folder = exampleFolder(t);
    const api = await startApi(t);
    const path = [
      join(folder, 'node_modules/.bin'),
      dirname(process.execPath),
      process.env['PATH'],
    ];
    const child = spawn('bash', ['-c', line.replaceAll('127.0.0.1:3000', api)], {
      cwd: folder,
      env: { ...process.env, PATH: path.join(delimiter) },
    });
    const { exit, err } = await outcomeOf(child);
    assert.equal(exit, 0, err);
  });
}

/** What the README's examples talk to: everything works, and one place has a limit. */
async function startApi(t: TestContext): Promise<string> {
  let logins = 0;
  const server = createServer((request, response) => {
    request.resume();
    logins += request.url === '/login' ? 1 : 0;
    const isLimited = request.url === '/login' && logins > 50;
    response.writeHead(isLimited ? 429 : 200, isLimited ? { 'retry-after': '60' } : {});
    response.end('{"data":[]}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  return `127.0.0.1:${address.port}`;
}

/** A folder as the README's reader may have it: the examples, each with its files also at the top, and trivet installed. */
function exampleFolder(t: TestContext): string {
  const folder = temporaryFolder(t);
  cpSync(join(root, 'examples'), join(folder, 'examples'), { recursive: true });
  for (const example of readdirSync(join(root, 'examples'))) {
    cpSync(join(root, 'examples', example), folder, { recursive: true, force: false });
  }
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
  symlinkSync(join(root, 'bin/trivet.js'), join(folder, 'node_modules/.bin/trivet'));
  return folder;
}
