import { once } from 'node:events';
import { isatty } from 'node:tty';
import { TrivetError } from '../base/errors.ts';
import type { Terminal } from './terminal.ts';

/** Asks a person whether something is so. Only `y` and `yes` are a yes. Throws `INTERRUPTED` when the signal fires. */
export type Ask = (question: string) => Promise<boolean>;

/** Somebody to ask, where standard input and error are a terminal and the answer is for people. */
export function openAsk(terminal: Terminal, signal: AbortSignal): Ask | undefined {
  const { live, options, question: print } = terminal;
  if (!live || options.json || options.quiet || !isatty(STDIN)) return undefined;
  let lines: AsyncIterator<string> | undefined;
  return async (question) => {
    // One for all questions: it may have read the next answer already.
    lines ??= await openLines();
    print(`${question} [y/N] `);
    const line = await Promise.race([lines.next(), interruption(signal)]);
    // The input has ended, and no key began the next line.
    if (line.done === true) print('\n');
    return line.done !== true && /^y(?:es)?$/i.test(line.value.trim());
  };
}

const STDIN = 0;

async function openLines(): Promise<AsyncIterator<string>> {
  const { createInterface } = await import('node:readline');
  return createInterface({ input: process.stdin, terminal: false })[Symbol.asyncIterator]();
}

async function interruption(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort');
  throw new TrivetError('INTERRUPTED', 'Stopped at a question.');
}
