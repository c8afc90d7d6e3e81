import type { Command, RouteMap } from '@stricli/core';
import type { CliContext } from './context.ts';

/** A command with what help and the documentation say about it beyond its flags. */
export interface CommandPage {
  /** As it is called: `load`, `db lint`. */
  readonly name: string;
  readonly command: Command<CliContext>;
  /** What follows the command's name: `SPEC [options]`. */
  readonly usage: readonly string[];
  /** Names of the values of options, for help: `output` → `DIR`. */
  readonly placeholders: Readonly<Record<string, string>>;
  readonly examples: readonly Example[];
}

/** Commands that share a first word: `trivet db lint`, `trivet db migrate`. */
export interface CommandGroup {
  readonly name: string;
  readonly routes: RouteMap<CliContext>;
  /** Each with the name of the group in its own. */
  readonly pages: readonly CommandPage[];
}

export interface Example {
  readonly line: string;
  readonly does: string;
}
