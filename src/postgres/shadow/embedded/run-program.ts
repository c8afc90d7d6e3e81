import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { TrivetError } from '../../../base/errors.ts';
import type { Programs } from './server-files.ts';

/** Runs one of the server's programs to its end. */
export async function runProgram(
  programs: Programs,
  name: 'initdb' | 'postgres',
  args: readonly string[],
  input = '',
): Promise<void> {
  const child = spawn(join(programs.bin, name), args, {
    cwd: programs.folder,
    env: programs.env,
    ...programs.owner,
  });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const exited = new Promise<string | undefined>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code) => resolve(code === 0 ? undefined : `exit code ${code}`));
  });
  const [failure, , messages] = await Promise.all([exited, text(child.stdout), text(child.stderr)]);
  if (failure !== undefined) throw serverFailed(name, failure, messages);
}

/** The last lines of what a program says are the reason. */
export function serverFailed(
  name: string,
  failure: string,
  messages: string,
  cause?: unknown,
): TrivetError {
  const reason = messages.trim().split('\n').slice(-REASON_LINES_MAX).join(' ') || failure;
  return new TrivetError(
    'SHADOW_UNAVAILABLE',
    `the embedded PostgreSQL does not start: ${name}: ${reason}`,
    { hint: 'Name a server for scratch databases with --shadow postgres://…', cause },
  );
}

const REASON_LINES_MAX = 3;
