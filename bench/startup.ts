import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// node bench/startup.ts: what `trivet --help` costs above a bare Node, in CPU time (user + system), rounds interleaved.
// Fails above the budget, so that nothing heavy slips into the start.
const rounds = 15;
const budgetMs = 30;
const program = fileURLToPath(new URL('../bin/trivet.js', import.meta.url));

const calls = {
  'node -e 0': ['-e', '0'],
  'trivet --help': [program, '--help'],
  'trivet scaffold --help': [program, 'scaffold', '--help'],
} as const;
type Call = keyof typeof calls;
const names: readonly Call[] = ['node -e 0', 'trivet --help', 'trivet scaffold --help'];

const samplesMs = new Map<Call, number[]>(names.map((name) => [name, []]));
// The first round fills the caches of the file system and is not counted.
for (let round = 0; round <= rounds; round += 1) {
  for (const name of names) {
    const cpuMs = measureCpuMs(calls[name]);
    if (round > 0) samplesMs.get(name)?.push(cpuMs);
  }
}

const bareMs = median('node -e 0');
for (const name of names) {
  const cpuMs = median(name);
  const ratio = (cpuMs / bareMs).toFixed(2);
  const above = (cpuMs - bareMs).toFixed(1);
  console.log(`${name.padEnd(24)} ${cpuMs.toFixed(1)} ms CPU  ×${ratio}  +${above} ms`);
}
const aboveMs = median('trivet --help') - bareMs;
console.log(`budget: +${budgetMs} ms; ${aboveMs <= budgetMs ? 'kept' : 'missed'}`);
process.exitCode = aboveMs <= budgetMs ? 0 : 1;

/** User and system time of one call, as the shell's `time` measures it. */
function measureCpuMs(args: readonly string[]): number {
  const script = 'TIMEFORMAT=\'%3U %3S\'; time "$@" > /dev/null';
  const shell = spawnSync('bash', ['-c', script, 'bash', process.execPath, ...args], {
    encoding: 'utf8',
  });
  if (shell.status !== 0) throw new Error(`${args.join(' ')} failed: ${shell.stderr}`);
  const seconds = shell.stderr.trim().split(' ').map(Number);
  return seconds.reduce((sum, part) => sum + part, 0) * 1000;
}

function median(name: Call): number {
  const sorted = (samplesMs.get(name) ?? []).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
