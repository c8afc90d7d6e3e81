import type { Place } from '../../base/finding.ts';

/** One statement of a SQL file. */
export interface ScriptStatement {
  /** As in the file, without the semicolon and without comments before and after it. */
  readonly sql: string;
  /** Where it begins. Lines and columns count from 1, the offset from 0, in UTF-16 units. */
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/**
 * Where a statement begins; or, with a position as PostgreSQL gives it (in characters from 1), a place within it.
 */
export function placeOf(statement: ScriptStatement, file: string, position?: string): Place {
  const { sql, line, column } = statement;
  if (position === undefined) return { file, line, column };
  // The server counts characters, JavaScript counts surrogates one by one.
  const before = Array.from(sql)
    .slice(0, Number(position) - 1)
    .join('');
  const lineStart = before.lastIndexOf('\n') + 1;
  return {
    file,
    line: line + before.split('\n').length - 1,
    column: before.length - lineStart + (lineStart === 0 ? column : 1),
  };
}

/** `schema.sql:12:3`, as editors and terminals turn it into a link. */
export function formatPlace({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}
