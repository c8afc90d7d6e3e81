import { errorCodes, TrivetError, type ErrorCode, type ExitCode } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import { findingJson } from '../report/json.ts';
import { findingsText, problemText } from '../report/text.ts';
import type { Terminal } from './terminal.ts';

/** Says what went wrong, in the form that was asked for, and which code the process must end with. */
export function reportFailure(error: unknown, terminal: Terminal): ExitCode {
  const failure = describe(error);
  const { errStyle: style, options } = terminal;
  terminal.problem(findingsText(failure.findings, { style, verbose: options.verbose }));
  // A diff may follow the first line.
  const [first = '', ...more] = printable(failure.message).split('\n');
  const head = `${style('red', 'error:')} ${first} ${style('dim', `[${failure.code}]`)}`;
  const what = [head, ...more].join('\n');
  terminal.problem(problemText(what, undefined, failure.next));
  if (options.verbose && error instanceof Error) terminal.problem(stackOf(error));
  terminal.document({
    schema: 'trivet.error/1',
    error: {
      code: failure.code,
      message: failure.message,
      ...(failure.next === undefined ? {} : { next: failure.next }),
      exit: failure.exit,
    },
    findings: failure.findings.map(findingJson),
  });
  return failure.exit;
}

interface Failure {
  readonly code: ErrorCode;
  readonly exit: ExitCode;
  readonly message: string;
  readonly next: string | undefined;
  readonly findings: TrivetError['findings'];
}

function describe(error: unknown): Failure {
  if (error instanceof TrivetError) {
    const { code, message, hint, findings } = error;
    return { code, exit: errorCodes[code].exit, message, next: hint, findings };
  }
  return {
    code: 'INTERNAL',
    exit: errorCodes.INTERNAL.exit,
    message: `This is a bug in trivet: ${error instanceof Error ? error.message : String(error)}`,
    next: 'Run the same command with --verbose and report what it prints.',
    findings: [],
  };
}

/** The stack with those of its causes. */
function stackOf(error: Error): string {
  const lines: string[] = [];
  let current: unknown = error;
  for (let depth = 0; depth < causesMax && current instanceof Error; depth += 1) {
    lines.push(`${depth === 0 ? '' : 'caused by '}${current.stack ?? current.message}`);
    current = current.cause;
  }
  return lines.join('\n');
}

const causesMax = 8;
