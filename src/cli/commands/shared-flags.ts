import type { FlagParametersForType } from '@stricli/core';
import type { CliContext, SharedFlags } from '../context.ts';

const flag = { kind: 'boolean', optional: true, withNegated: false } as const;

/** What every command declares; `output-options.ts` reads them and holds their descriptions. */
export const sharedFlags: FlagParametersForType<SharedFlags, CliContext> = {
  json: { ...flag, brief: 'JSON' },
  quiet: { ...flag, brief: 'quiet' },
  verbose: { ...flag, brief: 'verbose' },
  noColor: { ...flag, brief: 'no colours' },
};

/**
 * The same table without Object's prototype. The parser looks options and commands up by what the user typed, and
 * `--constructor` must not find anything.
 */
export function withoutPrototype<T extends object>(table: T): T {
  const bare = { ...table };
  Object.setPrototypeOf(bare, null);
  return bare;
}

/** Operands never start with a dash, except `-` itself: those are options with a slip of the finger. */
export function operand(text: string): string {
  if (text.length > 1 && text.startsWith('-')) {
    throw new Error('an option that is not known here, or one without its value');
  }
  if (text === '') throw new Error('it is empty');
  return text;
}
