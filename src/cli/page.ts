import type { Command } from '@stricli/core';
import type { CliContext } from './context.ts';

/** A command with what help and the documentation say about it beyond its flags. */
export interface CommandPage {
  readonly name: string;
  readonly command: Command<CliContext>;
  /** What follows the command's name: `SPEC [options]`. */
  readonly usage: readonly string[];
  /** Names of the values of options, for help: `output` → `DIR`. */
  readonly placeholders: Readonly<Record<string, string>>;
  readonly examples: readonly Example[];
}

export interface Example {
  readonly line: string;
  readonly does: string;
}
