import type { SqlParser } from '../../postgres/sql-parser.ts';

/** What the planner plans. Everything else has no use for indexes, or is not asked by applications. */
const kinds: ReadonlySet<string> = new Set([
  'SelectStmt',
  'InsertStmt',
  'UpdateStmt',
  'DeleteStmt',
  'MergeStmt',
]);

export interface PlannedParts {
  readonly parts: readonly string[];
  /** Whether the text is one statement and nothing else. */
  readonly isOne: boolean;
}

/** The statements in a text that the planner plans; drivers may send several as one. Throws for what is not SQL. */
export function plannedParts(text: string, parser: SqlParser): PlannedParts {
  const { stmts = [] } = parser.parseSync(text);
  const bytes = Buffer.from(text);
  const parts = stmts.flatMap(({ stmt, stmt_location: start = 0, stmt_len: length }) => {
    if (stmt === undefined || !Object.keys(stmt).some((kind) => kinds.has(kind))) return [];
    const end = length === undefined || length === 0 ? bytes.length : start + length;
    return [bytes.subarray(start, end).toString().trim()];
  });
  return { parts, isOne: stmts.length === 1 };
}
