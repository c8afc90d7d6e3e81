/**
 * Claim: generated Express and Fastify servers answer as many requests per second as hand-written ones with the same
 * features and the same validation by Ajv, within 5 %.
 *
 *   npm run build && npx node bench/servers.ts [--rounds 10] [--seconds 2]
 *
 * Both servers run at the same time, as `NODE_ENV=production`; each round loads one and then the other, in alternating
 * order, with 20 connections. The figure is generated divided by hand-written, per round; the median counts.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { parse } from 'yaml';
import { median } from './measure.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '2' },
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
    headers: { 'content-type': 'application/json' },
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

for (const framework of ['express', 'fastify'] as const) await compare(framework);

async function compare(framework: Framework): Promise<void> {
  const generated = await run(generate(framework), ['src/server.ts']);
  const written = await run(repository, [`bench/hand-written/${framework}.ts`]);
  try {
    for (const [name, load] of Object.entries(loads)) {
      const ratios: number[] = [];
      for (let round = 0; round < Number(values.rounds) + 1; round++) {
        const order = round % 2 === 0 ? [generated, written] : [written, generated];
        const rates = new Map<Server, number>();
        for (const server of order) rates.set(server, await requestsPerSecond(server, load));
        // The first round warms both up.
        if (round > 0) ratios.push((rates.get(generated) ?? 0) / (rates.get(written) ?? 1));
      }
      const [low, high] = [Math.min(...ratios), Math.max(...ratios)].map((r) => r.toFixed(3));
      console.log(
        `${framework}, ${name}: ${median(ratios).toFixed(3)} of the hand-written rate (${low} to ${high})`,
      );
    }
  } finally {
    generated.process.kill();
    written.process.kill();
  }
}

async function requestsPerSecond(
  { url }: Server,
  load: (typeof loads)[keyof typeof loads],
): Promise<number> {
  const result = await autocannon({
    ...load,
    url: url + load.path,
    connections: 20,
    duration: Number(values.seconds),
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${url}: not every answer was 2xx`);
  return result.requests.average;
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
