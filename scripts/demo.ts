/**
 * `npm run demo`: a real document becomes a server, which is type-checked, started, called and load tested, step by step. Needs
 * nothing but this repository, writes to a temporary folder, and stops by itself.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { styleText } from 'node:util';

const repository = resolve(import.meta.dirname, '..');
const trivet = join(repository, 'bin/trivet.js');
const document = join(repository, 'examples/bookshop/openapi.yaml');
const START_TIMEOUT_MS = 20_000;

const stub = /(export const getBook: Handler<'getBook'> = ).*?\n\};\n/s;
const handler = `async (req, res) => {
  const { isbn } = req.params; // a string that matched the pattern of the document
  return res.status(200).json({
    id: 7,
    isbn,
    title: 'The C Programming Language',
    priceCents: 4999,
    format: { kind: 'print', pages: 288 },
  });
};
`;

const folder = await mkdtemp(join(tmpdir(), 'trivet-demo-'));
try {
  await demo();
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function demo(): Promise<void> {
  step('1. A document becomes an application', 'trivet scaffold openapi.yaml --output src/routes');
  run(process.execPath, [trivet, 'scaffold', document, '--output', 'src/routes'], 14);
  await symlink(join(repository, 'node_modules'), join(folder, 'node_modules'));

  step('2. It type-checks under strict', 'tsc --noEmit');
  run(process.execPath, [join(repository, 'node_modules/.bin/tsc'), '--noEmit', '-p', '.']);
  say('no errors');

  step('3. One handler is written; the others answer 501', 'src/routes/books.ts');
  await writeHandler();

  step('4. A wrong answer does not compile', 'tsc --noEmit');
  await showCompileError();

  step(
    '5. Generating again keeps what you wrote',
    'trivet scaffold openapi.yaml --output src/routes',
  );
  run(process.execPath, [trivet, 'scaffold', document, '--output', 'src/routes', '--quiet'], 8);
  say('src/routes/books.ts is as it was');

  step('6. The server runs, and is called', 'npm start');
  await withServer({}, callServer);

  step('7. It is load tested', 'trivet load http://…/v1/books/9780131103627 --duration 3');
  await withServer({ RATE_LIMIT: 'off' }, (url) => {
    const book = `${url}/v1/books/9780131103627`;
    run(process.execPath, [trivet, 'load', book, '--duration', '3', '--quiet']);
  });

  step('8. Its rate limit is found', 'trivet load … --expect-rate-limit');
  await withServer({ RATE_LIMIT: '50' }, (url) => {
    const book = `${url}/v1/books/9780131103627`;
    run(process.execPath, [trivet, 'load', book, '-d', '2', '--expect-rate-limit', '--quiet'], 60);
  });
}

async function writeHandler(): Promise<void> {
  await edit('src/routes/books.ts', (text) => text.replace(stub, `$1${handler}`));
  say(handler.trimEnd());
}

async function showCompileError(): Promise<void> {
  await edit('src/routes/books.ts', (text) =>
    text.replace('priceCents: 4999', "priceCents: 'much'"),
  );
  const tsc = join(repository, 'node_modules/.bin/tsc');
  const { stdout } = spawnSync(process.execPath, [tsc, '--noEmit', '-p', '.'], {
    cwd: folder,
    encoding: 'utf8',
  });
  say(stdout.split('\n')[0] ?? '');
  if (!stdout.includes('error TS')) throw new Error('the wrong answer compiled');
  await edit('src/routes/books.ts', (text) =>
    text.replace("priceCents: 'much'", 'priceCents: 4999'),
  );
}

async function callServer(url: string): Promise<void> {
  await call(url, 'GET', '/v1/books/9780131103627');
  await call(url, 'GET', '/v1/books/123');
  await call(url, 'GET', '/v1/books?limit=many');
  await call(url, 'GET', '/v1/books');
  await call(url, 'POST', '/v1/orders');
  await call(url, 'PATCH', '/v1/books');
}

async function withServer(
  settings: Readonly<Record<string, string>>,
  use: (url: string) => Promise<void> | void,
): Promise<void> {
  const port = await freePort();
  const server = spawn(process.execPath, ['src/server.ts'], {
    cwd: folder,
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      LOG_LEVEL: 'silent',
      ...settings,
    },
    stdio: 'inherit',
  });
  const closed = once(server, 'close');
  try {
    const url = `http://127.0.0.1:${port}`;
    await healthy(url);
    await use(url);
  } finally {
    server.kill('SIGTERM');
    await closed;
  }
  say(styleText('green', 'stopped cleanly'));
}

async function call(url: string, method: string, path: string): Promise<void> {
  const answer = await fetch(url + path, { method });
  const colour = answer.ok ? 'green' : 'yellow';
  say(`${method} ${path} → ${styleText(colour, String(answer.status))} ${await answer.text()}`);
}

async function healthy(url: string): Promise<void> {
  const end = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < end) {
    const answer = await fetch(`${url}/healthz`).catch(() => undefined);
    if (answer?.ok === true) return;
    await new Promise((wake) => setTimeout(wake, 50));
  }
  throw new Error('the server did not start');
}

/** Runs a step to its end and shows its first lines. */
function run(command: string, args: readonly string[], linesMax = 40): void {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
  const lines = (stdout + stderr).trimEnd().split('\n');
  if (lines[0] !== '') say(lines.slice(0, linesMax).join('\n'));
  if (lines.length > linesMax) say(`… and ${lines.length - linesMax} lines more`);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
}

async function edit(file: string, change: (text: string) => string): Promise<void> {
  const path = join(folder, file);
  const before = await readFile(path, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`${file} is not as the demo expects it`);
  await writeFile(path, after);
}

function step(title: string, command: string): void {
  console.log(`\n${styleText('bold', title)}  ${styleText('dim', command)}`);
}

function say(text: string): void {
  console.log(text.replace(/^/gm, '   '));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
