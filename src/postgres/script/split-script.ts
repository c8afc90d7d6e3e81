import { depthAfter, isOutermost, outermost } from './depth.ts';
import { skipMetaCommand } from './meta-command.ts';
import { scriptError } from './script-error.ts';
import type { ScriptStatement } from './script-statement.ts';
import type { Script } from './script.ts';
import { endOfLine, nextToken } from './token.ts';

export interface SplitOptions {
  /**
   * Rows that follow `COPY … FROM stdin` belong to no schema and are left out with it; a migration may not lose them, and
   * refuses.
   */
  readonly copyData?: 'skip' | 'refuse';
}

/**
 * The statements of a file as psql would send them: semicolons within quotes, parentheses and `BEGIN ATOMIC … END` bodies
 * split nothing. Commands to psql itself are left out; those that would change what the file means are refused.
 */
export function splitScript(
  text: string,
  name: string,
  options: SplitOptions = {},
): readonly ScriptStatement[] {
  const script: Script = { name, text };
  const statements: Span[] = [];
  let offset = text.startsWith('\uFEFF') ? 1 : 0;
  for (;;) {
    const found = nextStatement(script, offset);
    if (found === undefined) return withPlaces(text, statements);
    offset = found.next;
    const sql = text.slice(found.start, found.end);
    if (isCopy(sql)) {
      if (options.copyData === 'refuse') throw copyRefused(script, found.start);
      if (readsRows(sql)) offset = endOfRows(text, offset);
    } else if (sql !== '') statements.push(found);
  }
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** One statement (empty: none, but there may be more) and where to go on. */
function nextStatement(script: Script, offset: number): (Span & { next: number }) | undefined {
  const { text } = script;
  let depth = outermost;
  let start: number | undefined;
  let end = offset;
  for (let at = offset; ;) {
    const token = nextToken(script, at);
    if (token === undefined) return start === undefined ? undefined : { start, end, next: end };
    at = token.end;
    if (token.kind === 'backslash') {
      if (start === undefined && isCopy(text.slice(token.start, token.start + 6))) {
        const lineEnd = endOfLine(text, at);
        return { start: token.start, end: lineEnd, next: lineEnd };
      }
      const meta = skipMetaCommand(script, token.start, start !== undefined);
      at = meta.next;
      if (meta.endsStatement) return { start: start ?? end, end, next: at };
      continue;
    }
    if (token.kind === 'semicolon' && isOutermost(depth)) {
      return { start: start ?? end, end, next: at };
    }
    depth = depthAfter(depth, token, text);
    start ??= token.start;
    end = token.end;
  }
}

/** Copies between the server and psql; between the server and its own files is no business of psql. */
function isCopy(sql: string): boolean {
  return /^\\copy\b/i.test(sql) || (/^copy\b/i.test(sql) && readsRows(sql));
}

function readsRows(sql: string): boolean {
  return /\bfrom\s+p?stdin\b/i.test(sql);
}

function copyRefused(script: Script, offset: number): Error {
  const hint = 'Write the rows as INSERT … VALUES.';
  return scriptError(script, offset, 'copying from the client needs psql', hint);
}

/** Rows begin on the next line and go on to a line `\.`, or to the end. */
function endOfRows(text: string, offset: number): number {
  const end = /^\\\.\r?$/gm;
  end.lastIndex = endOfLine(text, offset);
  return end.test(text) ? end.lastIndex : text.length;
}

function withPlaces(text: string, spans: readonly Span[]): readonly ScriptStatement[] {
  let line = 1;
  let lineStart = 0;
  let lineEnd = endOfLine(text, 0);
  return spans.map(({ start, end }) => {
    while (lineEnd < start) {
      line += 1;
      lineStart = lineEnd + 1;
      lineEnd = endOfLine(text, lineStart);
    }
    return { sql: text.slice(start, end), line, column: start - lineStart + 1, offset: start };
  });
}
