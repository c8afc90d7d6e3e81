import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestContext } from 'node:test';

export interface Outcome {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}

export interface TrivetOptions {
  readonly cwd?: string;
  /** On top of an environment without any colour settings. */
  readonly env?: Readonly<Record<string, string>>;
  /** Text on standard input; without it, standard input is empty. */
  readonly input?: string;
  /** Which of the programs in `bin/`. */
  readonly program?: string;
}

/** Runs the built program in a process of its own, to its end. */
export function trivet(args: readonly string[], options: TrivetOptions = {}): Promise<Outcome> {
  const child = startTrivet(args, options);
  child.stdin?.end(options.input ?? '');
  return outcomeOf(child);
}

/** Starts the built program and leaves its streams to the caller. */
export function startTrivet(args: readonly string[], options: TrivetOptions = {}): ChildProcess {
  const { cwd, env, program = 'trivet' } = options;
  const file = fileURLToPath(new URL(`../../bin/${program}.js`, import.meta.url));
  return spawn(process.execPath, [file, ...args], {
    cwd: cwd ?? tmpdir(),
    env: { ...plainEnvironment(), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

export function outcomeOf(child: ChildProcess): Promise<Outcome> {
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
  // A program that ends without reading its input closes the pipe: no concern of the test.
  child.stdin?.on('error', () => undefined);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exit) => resolve({ exit, out, err }));
  });
}

/** A new folder that is gone after the test. */
export function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'trivet-test-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function plainEnvironment(): NodeJS.ProcessEnv {
  const { NO_COLOR: _no, FORCE_COLOR: _force, CI: _ci, ...env } = process.env;
  return env;
}
