import { basename } from 'node:path';
import { TrivetError } from '../base/errors.ts';
import { openAsk } from './ask.ts';
import { reportFailure } from './exit.ts';
import { readOutputOptions } from './output-options.ts';
import { runCall } from './run.ts';
import { interruptible, readAll } from './stdin.ts';
import { openTerminal, type Terminal } from './terminal.ts';

/** The process around a call: streams, signals, exit code. `bin/trivet.js` calls it. */
export async function main(): Promise<void> {
  const { argv, stdout, stderr, env } = process;
  const args = argv.slice(2);
  const terminal = openTerminal({ stdout, stderr, env, options: readOutputOptions(args) });
  const failedOutput = watchOutput();
  // Warnings of Node itself (how a configuration file was loaded) are for developers.
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    const isOurs = warning.message.includes(experimentInStart);
    if (terminal.options.verbose && !isOurs) terminal.note(`${warning.name}: ${warning.message}`);
  });
  process.on('uncaughtException', (error) => process.exit(reportFailure(error, terminal)));
  const signal = watchSignals(terminal);
  const exit = await runCall({
    program: basename(argv[1] ?? '', '.js'),
    args,
    terminal,
    stdout,
    signal,
    cwd: process.cwd(),
    stdin: () => {
      terminal.progress('reading standard input');
      // Not before: opening it takes as long as a tenth of a small document.
      return readAll(process.stdin, signal);
    },
    stdinBytes: () => {
      terminal.progress('reading standard input');
      return interruptible(process.stdin, signal);
    },
    ask: openAsk(terminal, signal),
  });
  await Promise.all([drained(stdout), drained(stderr)]);
  const failure = failedOutput();
  // Explicitly, because an open standard input or socket would keep the process alive.
  process.exit(failure === undefined ? exit : reportFailure(failure, terminal));
}

/** `bin/start.js` uses it, and nobody who runs trivet can do anything about that. */
const experimentInStart = 'vm.USE_MAIN_CONTEXT_DEFAULT_LOADER';

/**
 * A reader that went away (`trivet … | head`) is no failure: what it did not want is dropped, the work goes on. Any
 * other trouble with standard output (a full disk) is.
 */
function watchOutput(): () => TrivetError | undefined {
  let failure: TrivetError | undefined;
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'EPIPE') return;
      failure = new TrivetError(
        'OUTPUT_UNWRITABLE',
        `The output cannot be written: ${cause.message}.`,
        {
          hint: 'Check where standard output leads and whether the disk is full.',
          cause,
        },
      );
    });
  }
  return () => failure;
}

/** The first Ctrl-C asks the command to stop, the second ends the process at once. */
function watchSignals(terminal: Terminal): AbortSignal {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(130);
    terminal.progress('stopping (Ctrl-C again: at once)');
    controller.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return controller.signal;
}

/** Resolves when everything written so far has left the process (or never will). */
function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || stream.writableEnded) resolve();
    else stream.write('', () => resolve());
  });
}
