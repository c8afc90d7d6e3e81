import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What one run of a Node program cost, as the operating system counted it. */
export interface Cost {
  readonly status: number | null;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly memoryMaxMib: number;
  readonly output: string;
}

const scratch = mkdtempSync(join(tmpdir(), 'trivet-bench-'));
const hook = join(scratch, 'usage.cjs');
// Each process reports for itself: some tools start others.
writeFileSync(
  hook,
  `const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = { cpuMs: (userCPUTime + systemCPUTime) / 1000, memoryMaxMib: maxRSS / 1024 };
  writeFileSync(join(process.env.TRIVET_BENCH_USAGE, process.pid + '.json'), JSON.stringify(usage));
});`,
);

type Usage = Pick<Cost, 'cpuMs' | 'memoryMaxMib'>;

/** Runs a Node script to its end and adds up what it and its child processes used. Times out after ten minutes. */
export function measureNode(script: string, args: readonly string[], cwd: string): Cost {
  const folder = mkdtempSync(join(scratch, 'usage-'));
  const startMs = performance.now();
  const run = spawnSync(process.execPath, [script, ...args], {
    cwd,
    encoding: 'utf8',
    timeout: 600_000,
    maxBuffer: 1 << 28,
    env: {
      ...process.env,
      NODE_OPTIONS: `--require=${hook}`,
      TRIVET_BENCH_USAGE: folder,
      NO_COLOR: '1',
    },
  });
  const wallMs = performance.now() - startMs;
  const usages = readdirSync(folder).map((name): Usage => {
    const usage: Usage = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    return usage;
  });
  return {
    status: run.status,
    wallMs,
    cpuMs: usages.reduce((sum, usage) => sum + usage.cpuMs, 0),
    memoryMaxMib: Math.max(...usages.map((usage) => usage.memoryMaxMib)),
    output: run.stdout + run.stderr,
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
