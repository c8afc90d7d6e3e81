import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The built program with a terminal of its own, and somebody who types. */
export interface PtyRun {
  /** Resolves when the screen shows this; rejects where the program ends without it. */
  shows(text: string): Promise<void>;
  type(keys: string): void;
  /** The exit code, and all that the screen has shown. */
  end(): Promise<{ readonly exit: number | null; readonly screen: string }>;
}

/** Whether this machine has something that gives a program a terminal. */
export const hasPty: boolean = wrapper() !== undefined;

export function startInPty(
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): PtyRun {
  const program = fileURLToPath(new URL('../../bin/trivet.js', import.meta.url));
  const [command = '', ...words] = wrapper()?.([process.execPath, program, ...args]) ?? [];
  const { CI: _ci, NO_COLOR: _no, FORCE_COLOR: _force, ...rest } = process.env;
  const child = spawn(command, words, {
    cwd,
    env: { ...rest, TERM: 'xterm', NO_COLOR: '1', ...env },
  });
  let screen = '';
  child.stdout.on('data', (chunk: Buffer) => (screen += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (screen += chunk.toString()));
  const closed = once(child, 'close');
  return {
    shows: async (text) => {
      while (!screen.includes(text)) {
        if (child.exitCode !== null) throw new Error(`It ended, and showed only: ${screen}`);
        await Promise.race([once(child.stdout, 'data'), closed]);
      }
    },
    type: (keys) => void child.stdin.write(keys),
    end: async () => {
      await closed;
      return { exit: child.exitCode, screen };
    },
  };
}

type Wrapper = (command: readonly string[]) => readonly string[];

function wrapper(): Wrapper | undefined {
  const { stdout } = spawnSync('script', ['--version'], { encoding: 'utf8' });
  if (stdout?.includes('util-linux')) {
    return (command) => ['script', '-qec', command.map(quoted).join(' '), '/dev/null'];
  }
  if (spawnSync('python3', ['-c', 'import pty']).status !== 0) return undefined;
  const spawnIt =
    'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))';
  return (command) => ['python3', '-c', spawnIt, ...command];
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
