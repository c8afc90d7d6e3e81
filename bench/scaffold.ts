/**
 * How long generation takes beside the peers that also emit validation, and how much memory.
 *
 *   npm run build && npx node bench/scaffold.ts DOCUMENT... [--rounds 3] [--framework express]
 *
 * The peers are installed once into a temporary folder. Each round runs all tools one after the other on the same
 * document; the ratio of a peer is its time divided by ours in the same round, and the median over the rounds counts.
 * A run counts only if it wrote validation; how many lines a tool writes is shown, because that is what it does in the
 * time. A first round fills the caches of the file system and is not counted. What the tools write is deleted at the end
 * only: on ext4 without a journal, files are created ten times slower beside files that were deleted a moment ago.
 */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Cost, measureNode, median } from './measure.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    framework: { type: 'string', default: 'express' },
  },
});
const peerVersions = { '@hey-api/openapi-ts': '0.99.0', orval: '8.38.0', typescript: '5.9.3' };
const peers = join(tmpdir(), 'trivet-bench-peers');
const outputs = mkdtempSync(join(tmpdir(), 'trivet-bench-out-'));
const cli = resolve(import.meta.dirname, '../bin/trivet.js');

interface Tool {
  readonly run: (document: string, folder: string) => Cost;
  /** What the text of its validation holds. */
  readonly validation: RegExp;
}

const tools: Readonly<Record<string, Tool>> = {
  trivet: {
    run: (document, folder) => {
      const options = ['--framework', values.framework, '--output', folder];
      return measureNode(cli, ['scaffold', document, ...options], folder);
    },
    validation: /operation\(\{/,
  },
  'hey-api': {
    run: (document, folder) =>
      measureNode(
        join(peers, 'node_modules/@hey-api/openapi-ts/bin/run.js'),
        ['-i', document, '-o', join(folder, 'out'), '-p', '@hey-api/typescript', 'zod', 'fastify'],
        peers,
      ),
    validation: /z\.object\(/,
  },
  orval: {
    run: (document, folder) => {
      const config = join(folder, 'orval.config.mjs');
      const output = { target: join(folder, 'out.ts'), client: 'hono', mode: 'split' };
      writeFileSync(
        config,
        `export default ${JSON.stringify({ api: { input: document, output } })}`,
      );
      const program = join(peers, 'node_modules/orval/dist/bin/orval.mjs');
      return measureNode(program, ['-c', config], peers);
    },
    validation: /zod\.object\(/,
  },
};

if (positionals.length === 0) throw new Error('name at least one OpenAPI document');
installPeers();
for (const document of positionals.map((path) => resolve(path))) compare(document);
rmSync(outputs, { recursive: true });

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

interface Run extends Cost {
  readonly lines: number;
  readonly validates: boolean;
}

function compare(document: string): void {
  const runs = new Map<string, Run[]>(Object.keys(tools).map((name) => [name, []]));
  for (let round = 0; round <= Number(values.rounds); round++) {
    for (const [name, tool] of Object.entries(tools)) {
      const run = runOnce(tool, document);
      if (round > 0) runs.get(name)?.push(run);
    }
  }
  console.log(`\n${basename(document)} (${(readFileSync(document).length / 1e6).toFixed(1)} MB)`);
  const ours = runs.get('trivet') ?? [];
  for (const [name, theirs] of runs) console.log(row(name, theirs, ours));
}

function runOnce(tool: Tool, document: string): Run {
  const folder = mkdtempSync(join(outputs, 'run-'));
  const cost = tool.run(document, folder);
  const texts = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  return {
    ...cost,
    lines: texts.reduce((sum, text) => sum + text.split('\n').length, 0),
    validates: texts.some((text) => tool.validation.test(text)),
  };
}

function row(name: string, runs: readonly Run[], ours: readonly Run[]): string {
  const failed = runs.find((run) => run.status !== 0);
  if (failed !== undefined) return `  ${name.padEnd(8)} fails: ${lastLine(failed.output)}`;
  if (runs.some((run) => !run.validates)) return `  ${name.padEnd(8)} wrote no validation`;
  const figures = [
    `${seconds(runs, 'wallMs')} s wall`,
    `${seconds(runs, 'cpuMs')} s CPU`,
    `${median(runs.map((run) => run.memoryMaxMib))
      .toFixed(0)
      .padStart(5)} MiB`,
    `${String(runs[0]?.lines).padStart(7)} lines`,
    `${ratio(runs, ours, 'wallMs')} x trivet's time`,
    `${ratio(runs, ours, 'cpuMs')} x its CPU`,
  ];
  return `  ${name.padEnd(8)} ${figures.join('  ')}`;
}

function seconds(runs: readonly Run[], key: 'wallMs' | 'cpuMs'): string {
  return (median(runs.map((run) => run[key])) / 1000).toFixed(2).padStart(6);
}

function ratio(runs: readonly Run[], ours: readonly Run[], key: 'wallMs' | 'cpuMs'): string {
  return median(runs.map((run, i) => run[key] / (ours[i]?.[key] ?? Number.NaN))).toFixed(1);
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.slice(0, 160) ?? '';
}
