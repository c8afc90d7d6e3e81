/**
 * Claim: a request costs trivet's load generator at most 1.3 times the processor time that it costs wrk, and at most
 * 0.45 times what it costs autocannon.
 *
 *   npm run build && npx node bench/load.ts [--seconds 8] [--rounds 5] [--connections 50] [--tls]
 *
 * All of them load the same server (nginx, one worker, 13 bytes, on a core of its own) in turn; the server counts the
 * requests, the operating system the time (user and system, of the whole process from its start). The figure is the
 * median over rounds of the ratio within a round. Needs nginx and wrk (and, for more peers, hey and ab) from the system.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { median } from './measure.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '50' },
    tls: { type: 'boolean', default: false },
  },
});
const repository = resolve(import.meta.dirname, '..');
const scratch = mkdtempSync(join(tmpdir(), 'trivet-bench-load-'));
const { seconds, connections, tls } = values;

if (!isInstalled('nginx') || !isInstalled('wrk')) {
  console.log('This benchmark needs nginx and wrk: apt-get install nginx wrk');
  process.exit(2);
}
const port = await freePort();
const statusPort = await freePort();
const server = startServer();
const url = `${tls ? 'https' : 'http'}://127.0.0.1:${port}/`;
await untilAnswering();

/** Command lines of all that are there. */
const tools: Readonly<Record<string, readonly string[]>> = {
  trivet: [
    process.execPath,
    join(repository, 'bin/trivet.js'),
    'load',
    url,
    '--insecure',
    '--json',
    '--concurrency',
    connections,
    '--duration',
    seconds,
  ],
  wrk: ['wrk', '-t1', `-c${connections}`, `-d${seconds}s`, url],
  autocannon: [
    process.execPath,
    join(repository, 'node_modules/autocannon/autocannon.js'),
    '-c',
    connections,
    '-d',
    seconds,
    url,
  ],
  hey: ['hey', '-z', `${seconds}s`, '-c', connections, url],
  ab: ['ab', '-q', '-k', '-t', seconds, '-n', '100000000', '-c', connections, url],
};
const names = Object.keys(tools).filter((name) => isInstalled(tools[name]?.[0] ?? ''));

interface Row {
  readonly cpuUs: number;
  readonly perSecond: number;
}

const rows = new Map<string, Row[]>(names.map((name) => [name, []]));
try {
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const name of names) rows.get(name)?.push(await measure(tools[name] ?? []));
  }
} finally {
  server.kill();
  rmSync(scratch, { recursive: true, force: true });
}
for (const name of names) {
  const all = rows.get(name) ?? [];
  const ratios = all.map(({ cpuUs }, round) => (rows.get('trivet')?.[round]?.cpuUs ?? NaN) / cpuUs);
  const cost = median(all.map(({ cpuUs }) => cpuUs)).toFixed(1);
  const rate = Math.round(median(all.map(({ perSecond }) => perSecond)));
  console.log(
    `${name.padEnd(11)} ${cost.padStart(6)} us per request, ${String(rate).padStart(6)}/s; trivet costs ${median(ratios).toFixed(2)} times as much`,
  );
}

async function measure(command: readonly string[]): Promise<Row> {
  const before = await counted();
  const times = join(scratch, 'time');
  const startMs = performance.now();
  spawnSync('/usr/bin/time', ['-f', '%U %S', '-o', times, ...command], { timeout: 120_000 });
  const elapsedMs = performance.now() - startMs;
  const requests = (await counted()) - before - 1;
  const [user = 0, system = 0] = (readFileSync(times, 'utf8').trim().split('\n').at(-1) ?? '')
    .split(' ')
    .map(Number);
  return { cpuUs: ((user + system) / requests) * 1e6, perSecond: (requests * 1000) / elapsedMs };
}

async function counted(): Promise<number> {
  const status = await (await fetch(`http://127.0.0.1:${statusPort}/`)).text();
  return Number(/^\s*\d+ \d+ (\d+)/m.exec(status)?.[1]);
}

function startServer(): ReturnType<typeof spawn> {
  mkdirSync(join(scratch, 'logs'));
  const [key, cert] = [join(scratch, 'key.pem'), join(scratch, 'cert.pem')];
  if (tls) {
    const subject = ['-subj', '/CN=localhost', '-keyout', key, '-out', cert];
    spawnSync('openssl', [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      ...subject,
    ]);
  }
  const secured = tls ? ` ssl; ssl_certificate ${cert}; ssl_certificate_key ${key}` : '';
  writeFileSync(
    join(scratch, 'nginx.conf'),
    `daemon off; worker_processes 1; pid ${scratch}/nginx.pid; error_log ${scratch}/logs/error.log;
events { worker_connections 4096; }
http {
  access_log off; keepalive_requests 1000000000; keepalive_timeout 600;
  server { listen 127.0.0.1:${port}${secured}; location / { default_type text/plain; return 200 "hello, world\\n"; } }
  server { listen 127.0.0.1:${statusPort}; location / { stub_status; } }
}`,
  );
  return spawn('taskset', ['-c', '0', 'nginx', '-p', scratch, '-c', join(scratch, 'nginx.conf')], {
    stdio: 'ignore',
  });
}

async function untilAnswering(): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    try {
      await counted();
      return;
    } catch {
      await new Promise((done) => setTimeout(done, 100));
    }
  }
  throw new Error('nginx did not start');
}

function isInstalled(program: string): boolean {
  return spawnSync('which', [program]).status === 0;
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? done(address.port) : fail()));
    });
  });
}
