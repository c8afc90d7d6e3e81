/**
 * Claim: generated Express and Fastify servers answer as many requests per second as hand-written ones with the same
 * features and the same validation by Ajv, within 5 %.
 *
 *   npm run build && npx node bench/servers.ts [--seconds 40] [--only fastify]
 *
 * Both servers run at the same time, as `NODE_ENV=production`, and `trivet load --compare` drives them in turn in short
 * blocks with 20 connections. The figure is the throughput of the generated server divided by that of the hand-written
 * one, with its 95 % confidence interval.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '40' },
    only: { type: 'string' },
  },
});
const repository = resolve(import.meta.dirname, '..');
const newOrder = { email: 'ada@example.org', lines: [{ isbn: '9780131103627', quantity: 2 }] };
const loads = {
  'GET with a path parameter': { method: 'GET', path: '/v1/books/9780131103627' },
  'POST with a JSON body': {
    method: 'POST',
    path: '/v1/orders',
    body: JSON.stringify(newOrder),
  },
} as const;

type Framework = 'express' | 'fastify';
const STARTS_MAX = 100;
const book = `{ id: 7, isbn: req.params.isbn, title: 'The C Programming Language', genre: 'computing', priceCents: 4999, format: { kind: 'print', pages: 288 } }`;
const placed = `{ ...req.body, id: 1, status: 'placed', placedAt: '2026-01-01T00:00:00Z' }`;
const handlers: Readonly<Record<Framework, readonly (readonly [string, string, string])[]>> = {
  express: [
    ['books', 'getBook', `async (req, res) => res.status(200).json(${book})`],
    ['orders', 'placeOrder', `async (req, res) => res.status(201).json(${placed})`],
  ],
  fastify: [
    ['books', 'getBook', `async (req, reply) => reply.code(200).send(${book})`],
    ['orders', 'placeOrder', `async (req, reply) => reply.code(201).send(${placed})`],
  ],
};

interface Server {
  readonly url: string;
  readonly process: ChildProcess;
}

for (const framework of ['express', 'fastify'] as const) {
  if (values.only === undefined || values.only === framework) await compare(framework);
}

async function compare(framework: Framework): Promise<void> {
  const generated = await run(generate(framework), ['src/server.ts']);
  const written = await run(repository, [`bench/hand-written/${framework}.ts`]);
  try {
    for (const [name, load] of Object.entries(loads)) {
      const { ratio, ci95 } = compareThroughput(written.url, generated.url, load);
      const [low, high] = ci95.map((end) => end?.toFixed(3) ?? 'unknown');
      console.log(
        `${framework}, ${name}: ${ratio.toFixed(3)} of the hand-written rate (95 % interval ${low} to ${high})`,
      );
    }
  } finally {
    generated.process.kill();
    written.process.kill();
  }
}

interface Compared {
  readonly ratio: number;
  readonly ci95: readonly (number | null)[];
}

/** Throughput of b divided by that of a. */
function compareThroughput(
  a: string,
  b: string,
  load: (typeof loads)[keyof typeof loads],
): Compared {
  const body = 'body' in load ? ['--body', load.body] : [];
  const args = [
    '--compare',
    '--json',
    '--concurrency',
    '20',
    '--warmup',
    '3',
    '--method',
    load.method,
  ];
  const output = execFileSync(
    process.execPath,
    [
      join(repository, 'bin/trivet.js'),
      'load',
      a + load.path,
      b + load.path,
      ...args,
      ...body,
      '--duration',
      values.seconds,
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 26 },
  );
  const { comparison }: { comparison: { throughput: Compared; a: Side; b: Side } } =
    JSON.parse(output);
  if (comparison.a.failed + comparison.b.failed > 0) throw new Error('not every answer was 2xx');
  return comparison.throughput;
}

interface Side {
  readonly failed: number;
}

/** Scaffolds the bookshop without credentials, and writes the two handlers that are loaded. */
function generate(framework: Framework): string {
  const folder = mkdtempSync(join(tmpdir(), 'trivet-bench-server-'));
  const document = join(folder, 'bookshop.json');
  writeFileSync(document, JSON.stringify(openBookshop()));
  const trivet = join(repository, 'bin/trivet.js');
  const args = [trivet, 'scaffold', document, '--framework', framework, '--output', folder];
  execFileSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'));
  for (const [group, id, source] of handlers[framework]) {
    const file = join(folder, `src/routes/${group}.ts`);
    const stub = new RegExp(`(export const ${id}: Handler<'${id}'> = ).*?\\n\\};\\n`, 's');
    writeFileSync(file, readFileSync(file, 'utf8').replace(stub, `$1${source};\n`));
  }
  return folder;
}

/** The bookshop without credentials: the hand-written servers have none either. */
function openBookshop(): object {
  const text = readFileSync(join(repository, 'examples/bookshop/openapi.yaml'), 'utf8');
  const document: { components: { securitySchemes?: object } } = parse(
    text.replaceAll(/^ +security: .*\n/gm, ''),
  );
  delete document.components.securitySchemes;
  return document;
}

async function run(cwd: string, args: readonly string[]): Promise<Server> {
  const port = await freePort();
  const child = spawn(process.execPath, args, {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      NODE_ENV: 'production',
      RATE_LIMIT: 'off',
      LOG_LEVEL: 'silent',
    },
  });
  const url = `http://127.0.0.1:${port}`;
  for (let attempt = 0; attempt < STARTS_MAX; attempt++) {
    if (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      return { url, process: child };
    await new Promise((wake) => setTimeout(wake, 100));
  }
  throw new Error(`${args.join(' ')} in ${cwd} did not start`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
