/**
 * Claim: generation is at least five times faster than the fastest peer that also emits validation, below 500 MiB.
 *
 *   npm run build && npx node bench/scaffold.ts DOCUMENT... [--rounds 3]
 *
 * The peers are installed once into a temporary folder. Each round runs all tools one after the other on the same
 * document; the ratio of a peer is its time divided by ours in the same round, and the median over the rounds counts.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Cost, measureNode, median } from './measure.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '3' } },
});
const peerVersions = { '@hey-api/openapi-ts': '0.99.0', orval: '8.38.0', typescript: '5.9.3' };
const peers = join(tmpdir(), 'trivet-bench-peers');
const cli = resolve(import.meta.dirname, '../bin/trivet.js');

type Tool = (document: string, folder: string) => Cost;
const tools: Readonly<Record<string, Tool>> = {
  trivet: (document, folder) =>
    measureNode(cli, ['scaffold', document, '--framework', 'fastify', '--output', folder], folder),
  'hey-api': (document, folder) =>
    measureNode(
      join(peers, 'node_modules/@hey-api/openapi-ts/bin/run.js'),
      ['-i', document, '-o', join(folder, 'out'), '-p', '@hey-api/typescript', 'zod', 'fastify'],
      peers,
    ),
  orval: (document, folder) => {
    const config = join(folder, 'orval.config.mjs');
    const output = { target: join(folder, 'out.ts'), client: 'hono', mode: 'split' };
    writeFileSync(config, `export default ${JSON.stringify({ api: { input: document, output } })}`);
    return measureNode(join(peers, 'node_modules/orval/dist/bin/orval.mjs'), ['-c', config], peers);
  },
};

if (positionals.length === 0) throw new Error('name at least one OpenAPI document');
installPeers();
for (const document of positionals.map((path) => resolve(path))) compare(document);

function installPeers(): void {
  if (existsSync(join(peers, 'node_modules/orval'))) return;
  mkdirSync(peers, { recursive: true });
  writeFileSync(join(peers, 'package.json'), '{"private":true}');
  const packages = Object.entries(peerVersions).map(([name, version]) => `${name}@${version}`);
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--legacy-peer-deps', ...packages], {
    cwd: peers,
    stdio: 'ignore',
  });
}

function compare(document: string): void {
  const costs = new Map<string, Cost[]>(Object.keys(tools).map((name) => [name, []]));
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const [name, tool] of Object.entries(tools)) {
      costs.get(name)?.push(tool(document, mkdtempSync(join(tmpdir(), 'trivet-bench-out-'))));
    }
  }
  console.log(`\n${basename(document)} (${(readFileSync(document).length / 1e6).toFixed(1)} MB)`);
  const ours = costs.get('trivet') ?? [];
  for (const [name, runs] of costs) console.log(row(name, runs, ours));
}

function row(name: string, runs: readonly Cost[], ours: readonly Cost[]): string {
  const failed = runs.find((run) => run.status !== 0);
  if (failed !== undefined) return `  ${name.padEnd(8)} fails: ${lastLine(failed.output)}`;
  const ratio = median(runs.map((run, i) => run.wallMs / (ours[i]?.wallMs ?? Number.NaN)));
  const wallS = (median(runs.map((run) => run.wallMs)) / 1000).toFixed(2);
  const cpuS = (median(runs.map((run) => run.cpuMs)) / 1000).toFixed(2);
  const memory = median(runs.map((run) => run.memoryMaxMib)).toFixed(0);
  return `  ${name.padEnd(8)} ${wallS.padStart(7)} s wall ${cpuS.padStart(7)} s CPU ${memory.padStart(5)} MiB  ${ratio.toFixed(1)} x trivet's time`;
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.slice(0, 160) ?? '';
}
