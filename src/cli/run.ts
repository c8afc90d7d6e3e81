import { run } from '@stricli/core';
import { TrivetError, type ExitCode } from '../base/errors.ts';
import { buildTrivet, commandGroups, commandPages } from './app.ts';
import type { Ask } from './ask.ts';
import type { CliContext } from './context.ts';
import { reportFailure } from './exit.ts';
import { commandsNotYet, notYet } from './not-yet.ts';
import { moveSharedFlags } from './output-options.ts';
import { translateSeedCall } from './seed-names.ts';
import type { OutputStream, Terminal } from './terminal.ts';

export interface Call {
  /** Name that the program was called by; decides how the arguments are read. */
  readonly program: string;
  readonly args: readonly string[];
  readonly terminal: Terminal;
  /** For help and version, which are not affected by `--json`. */
  readonly stdout: OutputStream;
  readonly signal: AbortSignal;
  readonly cwd: string;
  readonly stdin: () => Promise<string>;
  readonly stdinBytes: () => AsyncIterable<Uint8Array>;
  readonly ask?: Ask | undefined;
}

/** Carries one command line out, from its words to its exit code. Never throws. */
export async function runCall(call: Call): Promise<ExitCode> {
  const { terminal, signal } = call;
  try {
    const args = moveSharedFlags(translateSeedCall(call.program, call.args), groupNames);
    const exit = await runArguments(args, call);
    return signal.aborted ? 130 : exit;
  } catch (error) {
    return reportFailure(signal.aborted ? interrupted(error) : error, terminal);
  }
}

async function runArguments(args: readonly string[], call: Call): Promise<ExitCode> {
  const words = commandWords(args);
  const name = words.join(' ');
  const what = commandsNotYet.get(name);
  if (what !== undefined) throw notYet(`"trivet ${name}" (${what})`);
  const last = words.at(-1) ?? '';
  if (last.startsWith('-') && !programOptions.has(last)) {
    throw usageError(`There is no option ${last} before a command.`, args);
  }
  const complaints: string[] = [];
  const context = contextFor(call, complaints);
  await run(buildTrivet(call.terminal), args, context);
  // The parser's own failures are not thrown but written: one line for each thing that is wrong.
  if (complaints.length > 0) throw usageError(complaints.join('').trim(), args);
  return context.outcome.exit;
}

const groupNames: ReadonlySet<string> = new Set(commandGroups.map((group) => group.name));

/** What should be the name of a command: two words, where the first is that of a group. */
function commandWords([first = '--help', second = '--help']: readonly string[]): readonly string[] {
  return groupNames.has(first) ? [first, second] : [first];
}

const programOptions: ReadonlySet<string> = new Set(['--help', '-h', '--version', '-v']);

function contextFor(call: Call, complaints: string[]): CliContext {
  const { terminal, stdout, signal, cwd, stdin, stdinBytes, ask } = call;
  const streams = {
    stdout: { write: (text: string): void => void stdout.write(text) },
    stderr: { write: (text: string): void => void complaints.push(text) },
  };
  const input = { stdin, stdinBytes, ask };
  return { process: streams, terminal, signal, cwd, ...input, outcome: { exit: 0 } };
}

function usageError(message: string, args: readonly string[]): TrivetError {
  const words = commandWords(args);
  const names = [words.join(' '), words[0]];
  const known = names.find(
    (name) => groupNames.has(name ?? '') || commandPages.some((page) => page.name === name),
  );
  const command = known === undefined ? '' : ` ${known}`;
  return new TrivetError('USAGE', message, { hint: `Run "trivet${command} --help".` });
}

/** Whatever an interrupted command failed with, the reason is the interruption. */
function interrupted(error: unknown): TrivetError {
  if (error instanceof TrivetError && error.code === 'INTERRUPTED') return error;
  return new TrivetError('INTERRUPTED', 'Stopped before the end.', { cause: error });
}
