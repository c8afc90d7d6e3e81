import {
  ArgumentScannerError,
  formatMessageForArgumentScannerError,
  text_en as defaults,
  type ApplicationText,
} from '@stricli/core';
import { didYouMean } from '../base/suggest.ts';

/**
 * The parser's messages in trivet's voice. Whatever a command itself throws is thrown on, so that `run.ts` reports all
 * failures in one way.
 */
export const parserText: ApplicationText = {
  ...defaults,
  exceptionWhileParsingArguments: (error) => {
    if (error instanceof ArgumentScannerError) return sentence(error);
    throw error;
  },
  noCommandRegisteredForInput: ({ input, corrections }) =>
    `There is no command "${input}"${corrected(corrections.map((name) => name.replaceAll('`', '')))}`,
  exceptionWhileLoadingCommandFunction: rethrow,
  exceptionWhileLoadingCommandContext: rethrow,
  exceptionWhileRunningCommand: rethrow,
  commandErrorResult: rethrow,
  exceptionWhileRunningIntegrationFlag: ({ exception }) => rethrow(exception),
  exceptionWhileRunningIntegrationHook: ({ exception }) => rethrow(exception),
};

function sentence(error: ArgumentScannerError): string {
  return formatMessageForArgumentScannerError(error, {
    FlagNotFoundError: ({ input, corrections }) =>
      `There is no option --${input}${corrected(corrections.map((name) => `--${name}`))}`,
    AliasNotFoundError: ({ input }) => `There is no option -${input}.`,
    EnumValidationError: ({ externalFlagName, input, values }) =>
      `--${externalFlagName} takes one of ${values.join(', ')}, not "${input}"${didYouMean(input, values) || '.'}`,
    UnsatisfiedFlagError: ({ externalFlagName }) => `--${externalFlagName} needs a value.`,
    UnexpectedFlagError: ({ externalFlagName, previousInput, input }) =>
      `--${externalFlagName} can be given once only, and is both "${previousInput}" and "${input}".`,
    UnexpectedPositionalError: ({ input }) =>
      input.startsWith('-')
        ? `"${input}" is neither an option nor an argument; an empty value is written --name ''.`
        : `"${input}" is one argument too many.`,
    ArgumentParseError: ({ externalFlagNameOrPlaceholder: name, input, exception }) =>
      `"${input}" cannot be ${name}: ${exception instanceof Error ? exception.message : String(exception)}.`,
  });
}

function corrected(names: readonly string[]): string {
  return names.length === 0 ? '.' : `; did you mean ${names.join(' or ')}?`;
}

function rethrow(error: unknown): never {
  throw error;
}
