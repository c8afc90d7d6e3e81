import { scriptError } from './script-error.ts';
import type { Script } from './script.ts';
import { endOfLine } from './token.ts';

export interface MetaCommand {
  /** Where SQL goes on. */
  readonly next: number;
  /** `\g` and its kin send what stands before them. */
  readonly endsStatement: boolean;
}

/**
 * Passes over a command to psql. Those that bring in other text or decide what is run cannot be passed over without
 * changing what the script does, and are refused.
 */
export function skipMetaCommand(script: Script, start: number, inStatement: boolean): MetaCommand {
  const { text } = script;
  if (text[start + 1] === ';') return { next: start + 2, endsStatement: true };
  const lineEnd = endOfLine(text, start);
  const command = NAME.exec(text.slice(start, lineEnd))?.[0] ?? '\\';
  const hint = refused[command];
  if (hint !== undefined) {
    throw scriptError(script, start, `${command} is a command of psql`, hint);
  }
  const endsStatement = senders.has(command);
  if (inStatement && !endsStatement) {
    throw scriptError(
      script,
      start,
      `${command} stands in the middle of a statement`,
      'End the statement before it with a semicolon.',
    );
  }
  return { next: lineEnd, endsStatement };
}

const NAME = /^\\(?:[A-Za-z_]+\+?|.)/;

const includeHint = 'Name the other file on the command line, too; files are loaded in any order.';
const conditionHint = 'Write out the branch that is meant.';

const refused: Readonly<Record<string, string>> = {
  '\\i': includeHint,
  '\\ir': includeHint,
  '\\include': includeHint,
  '\\include_relative': includeHint,
  '\\if': conditionHint,
  '\\elif': conditionHint,
  '\\else': conditionHint,
  '\\endif': conditionHint,
};

const senders: ReadonlySet<string> = new Set(
  ['g', 'gx', 'gset', 'gexec', 'gdesc', 'crosstabview', 'watch', 'bind'].map((name) => `\\${name}`),
);
