import { styleText } from 'node:util';
import { redact, redactJson } from '../base/secrets.ts';
import { plainStyle, type Style } from '../report/style.ts';
import type { OutputOptions } from './output-options.ts';

/** The part of a process's stream that output needs. */
export interface OutputStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** All that a command may say. Every text is redacted on its way out. */
export interface Terminal {
  readonly options: OutputOptions;
  /** Styles for standard output and for standard error. */
  readonly outStyle: Style;
  readonly errStyle: Style;
  /** Whether `progress` replaces itself: standard error is a terminal. */
  readonly live: boolean;
  /** The answer for people, on standard output. Dropped with `--json`. */
  readonly answer: (text: string) => void;
  /** The answer for programs: one JSON document on standard output. Only with `--json`. */
  readonly document: (value: unknown) => void;
  /** Something worth knowing, on standard error. Dropped with `--quiet`. */
  readonly note: (text: string) => void;
  /** Something that is wrong, on standard error. */
  readonly problem: (text: string) => void;
  /** Something to be answered on the same line, on standard error. */
  readonly question: (text: string) => void;
  /**
   * What is being done right now: a line, or a block of lines, that replaces itself on a terminal; with `--verbose` a line
   * each elsewhere.
   */
  readonly progress: (message: string) => void;
}

type Environment = Readonly<Record<string, string | undefined>>;

export interface TerminalParts {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Environment;
  readonly options: OutputOptions;
}

export function openTerminal({ stdout, stderr, env, options }: TerminalParts): Terminal {
  const outStyle = styleFor(stdout, env, options);
  const errStyle = styleFor(stderr, env, options);
  const live = stderr.isTTY === true && !isSet(env['CI']) && env['TERM'] !== 'dumb';
  let liveLine = '';
  const say = (stream: OutputStream, text: string): void => {
    if (text === '') return;
    stream.write(liveLine + redact(text.endsWith('\n') ? text : `${text}\n`));
    liveLine = '';
  };
  const sayOut = (text: string): void => {
    if (liveLine !== '') stderr.write(liveLine);
    liveLine = '';
    say(stdout, text);
  };
  return {
    options,
    outStyle,
    errStyle,
    live,
    answer: (text) => {
      if (!options.json) sayOut(text);
    },
    document: (value) => {
      if (options.json) sayOut(`${JSON.stringify(redactJson(value), null, 2)}\n`);
    },
    note: (text) => {
      if (!options.quiet) say(stderr, text);
    },
    problem: (text) => say(stderr, text),
    question: (text) => {
      stderr.write(liveLine + redact(text));
      liveLine = '';
    },
    progress: (message) => {
      if (options.quiet) return;
      if (live) {
        const lines = redact(message).split('\n');
        const shown = lines.map((line) => errStyle('dim', line.slice(0, liveColumnsMax)));
        stderr.write(`${liveLine === '' ? eraseLine : liveLine}${shown.join('\n')}`);
        liveLine = eraseLine + eraseLineAbove.repeat(lines.length - 1);
      } else if (options.verbose) {
        say(stderr, message);
      }
    },
  };
}

/** Colours on a terminal only. `--no-color`, then FORCE_COLOR, then NO_COLOR, then CI decide. */
export function wantsColor(
  stream: OutputStream,
  env: Environment,
  options: OutputOptions,
): boolean {
  if (options.noColor) return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if (isSet(env['NO_COLOR']) || isSet(env['CI']) || env['TERM'] === 'dumb') return false;
  return stream.isTTY === true;
}

const eraseLine = '\r\u001b[2K';
const eraseLineAbove = '\u001b[1A\u001b[2K';
/** A live line must not wrap, or it could not be erased. */
const liveColumnsMax = 79;

function styleFor(stream: OutputStream, env: Environment, options: OutputOptions): Style {
  if (!wantsColor(stream, env, options)) return plainStyle;
  return (format, text) => styleText(format, text, { validateStream: false });
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false';
}
