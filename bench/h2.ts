import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

// node bench/h2.ts: what a request over HTTP/2 costs the client, in CPU time (user + system) of the whole process less what
// a run with hardly any requests takes, beside h2load. Same server (nginx, cleartext), same connections and streams, rounds
// interleaved. Fails above the budget.
const requests = 100_000;
const connections = 5;
const streams = 10;
const rounds = 5;
const port = 18_462;
const budget = 1.6;

const url = `http://127.0.0.1:${port}/`;
const client = fileURLToPath(new URL('h2/client.ts', import.meta.url));
const [c, m] = [String(connections), String(streams)];
/** The command for so many requests. */
const clients: Readonly<Record<string, (count: number) => readonly string[]>> = {
  h2load: (count) => ['h2load', '-t', '1', '-n', String(count), '-c', c, '-m', m, url],
  trivet: (count) => [process.execPath, client, url, String(count), c, m],
};

const missing = ['nginx', 'h2load'].filter((name) => spawnSync('which', [name]).status !== 0);
if (missing.length === 0) await compare();
else
  console.log(`skipped: there is no ${missing.join(' and no ')} (Debian: nginx, nghttp2-client)`);

async function compare(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'trivet-h2-'));
  writeFileSync(join(folder, 'nginx.conf'), configuration(folder));
  const server = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], {
    stdio: 'ignore',
  });
  try {
    await listening();
    const samplesUs = new Map(Object.keys(clients).map((name) => [name, [] as number[]]));
    // The first round fills the caches and is not counted.
    for (let round = 0; round <= rounds; round += 1) {
      for (const [name, command] of Object.entries(clients)) {
        const startUs = measureCpuUs(command, connections);
        const cpuUs = measureCpuUs(command, requests + connections) - startUs;
        if (round > 0) samplesUs.get(name)?.push(cpuUs / requests);
      }
    }
    report(samplesUs);
  } finally {
    server.kill();
    rmSync(folder, { recursive: true });
  }
}

function report(samplesUs: ReadonlyMap<string, readonly number[]>): void {
  const peerUs = median(samplesUs.get('h2load') ?? []);
  for (const [name, samples] of samplesUs) {
    const us = median(samples);
    const range = `${Math.min(...samples).toFixed(1)} to ${Math.max(...samples).toFixed(1)}`;
    const ratio = (us / peerUs).toFixed(2);
    console.log(`${name.padEnd(8)} ${us.toFixed(1)} µs CPU per request (${range})  ×${ratio}`);
  }
  const isKept = median(samplesUs.get('trivet') ?? []) <= peerUs * budget;
  console.log(`budget: ×${budget}; ${isKept ? 'kept' : 'missed'}`);
  process.exitCode = isKept ? 0 : 1;
}

function configuration(folder: string): string {
  return `daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
events { worker_connections 1024; }
http {
  access_log off; keepalive_requests 1000000000;
  server {
    listen 127.0.0.1:${port} http2;
    location / { default_type text/plain; return 200 "hello, world\\n"; }
  }
}
`;
}

async function listening(): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.once('error', () => resolve(false));
    const isOpen = await promise;
    socket.destroy();
    if (isOpen) return;
    await delay(50);
  }
  throw new Error('nginx does not listen.');
}

/** User and system time of one call, as the shell's `time` measures it; it must have had all its responses. */
function measureCpuUs(command: (count: number) => readonly string[], count: number): number {
  const script = 'TIMEFORMAT=\'%3U %3S\'; time "$@"';
  const args = ['-c', script, 'bash', ...command(count)];
  const { status, stdout, stderr } = spawnSync('bash', args, { encoding: 'utf8' });
  const isWhole = new RegExp(`\\b${count}( succeeded|$)`, 'm').test(stdout);
  if (status !== 0 || !isWhole) throw new Error(`${args.join(' ')} failed: ${stdout}${stderr}`);
  const seconds = stderr.trim().split(' ').map(Number);
  return seconds.reduce((sum, part) => sum + part, 0) * 1e6;
}

function median(samples: readonly number[]): number {
  return samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)] ?? 0;
}
