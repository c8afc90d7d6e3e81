import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
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
const hook = join(scratch, 'usage.mjs');
writeFileSync(
  hook,
  `import { writeFileSync } from 'node:fs';
if (process.env.TRIVET_BENCH_USAGE) process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeFileSync(process.env.TRIVET_BENCH_USAGE, JSON.stringify({ cpuMs: (userCPUTime + systemCPUTime) / 1000, maxRSS }));
});`,
);

/** Runs a Node script to its end and reads its own resource usage. Times out after ten minutes. */
export function measureNode(script: string, args: readonly string[], cwd: string): Cost {
  const usage = join(scratch, 'usage.json');
  writeFileSync(usage, '{"cpuMs":0,"maxRSS":0}');
  const startMs = performance.now();
  const run = spawnSync(process.execPath, ['--import', hook, script, ...args], {
    cwd,
    encoding: 'utf8',
    timeout: 600_000,
    maxBuffer: 1 << 28,
    env: { ...process.env, TRIVET_BENCH_USAGE: usage, NO_COLOR: '1' },
  });
  const wallMs = performance.now() - startMs;
  const used: { cpuMs: number; maxRSS: number } = JSON.parse(readFileSync(usage, 'utf8'));
  const { cpuMs, maxRSS } = used;
  return {
    status: run.status,
    wallMs,
    cpuMs,
    memoryMaxMib: maxRSS / 1024,
    output: run.stdout + run.stderr,
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
