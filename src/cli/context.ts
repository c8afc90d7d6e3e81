import type { CommandContext } from '@stricli/core';
import type { ExitCode } from '../base/errors.ts';
import type { Ask } from './ask.ts';
import type { Terminal } from './terminal.ts';

/** What a command gets from the process it runs in; `this` of every command's body. */
export interface CliContext extends CommandContext {
  readonly terminal: Terminal;
  /** Fires at the first Ctrl-C. */
  readonly signal: AbortSignal;
  readonly cwd: string;
  /** What the process exits with where nothing failed: 1 where a threshold or an expectation was not met. */
  readonly outcome: { exit: ExitCode };
  /** All of standard input as text. */
  readonly stdin: () => Promise<string>;
  /** The same as it arrives, of any length. Fails when the signal fires. */
  readonly stdinBytes: () => AsyncIterable<Uint8Array>;
  /** Asks the person at the terminal; absent where there is none, or nothing should be asked. */
  readonly ask: Ask | undefined;
}

/** Options that every command has. Their effect is in `terminal.ts`; commands only declare them. */
export interface SharedFlags {
  readonly json?: boolean | undefined;
  readonly quiet?: boolean | undefined;
  readonly verbose?: boolean | undefined;
  readonly noColor?: boolean | undefined;
}
