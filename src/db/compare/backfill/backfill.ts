import { TrivetError } from '../../../base/errors.ts';
import { sqlParser } from '../../../postgres/sql-parser.ts';

/** A column whose rows are to get their values in batches, as the user asks for it. */
export interface BackfillRequest {
  /** `public.users.display_name`, quoted as SQL needs it. */
  readonly column: string;
  /** SQL over the row; `undefined`: the default of the column. */
  readonly expression: string | undefined;
}

/** The same, with what the schemas say of it. */
export interface Backfill {
  /** Qualified, as SQL needs it. */
  readonly table: string;
  readonly name: string;
  readonly expression: string;
  /** Columns that tell rows apart and order them. */
  readonly key: readonly string[];
}

/**
 * Reads `table.column=EXPRESSION`, or `table.column` for the default of the column; names without a schema are in `public`.
 * Throws `USAGE`.
 */
export async function parseBackfill(argument: string): Promise<BackfillRequest> {
  const [, column, expression] = shape.exec(argument) ?? [];
  if (column === undefined) {
    throw wrong(argument, 'this is not table.column=EXPRESSION');
  }
  const parts = column.match(name) ?? [];
  const full = parts.length === 2 ? `public.${column}` : column;
  if (expression !== undefined && !(await isExpression(expression))) {
    throw wrong(argument, `"${expression}" is not an expression of SQL`);
  }
  return { column: full, expression };
}

const name = /"(?:[^"]|"")+"|[^\s".=]+/g;
const shape = new RegExp(
  `^\\s*((?:${name.source})(?:\\.(?:${name.source})){1,2})\\s*(?:=\\s*(\\S[^]*?)\\s*)?$`,
);

/** One value, and nothing that would end where the expression is written to. */
async function isExpression(text: string): Promise<boolean> {
  const { parse } = await sqlParser();
  try {
    const { stmts = [] } = await parse(`SELECT (${text}\n)`);
    const [statement, ...more] = stmts.flatMap(({ stmt }) => stmt ?? []);
    if (statement === undefined || more.length > 0 || !('SelectStmt' in statement)) return false;
    const { targetList = [], fromClause, whereClause, op } = statement.SelectStmt;
    const isPlain = fromClause === undefined && whereClause === undefined && op === 'SETOP_NONE';
    return isPlain && targetList.length === 1;
  } catch {
    return false;
  }
}

function wrong(argument: string, reason: string): TrivetError {
  return new TrivetError('USAGE', `--backfill ${argument}: ${reason}`, {
    hint: "Write --backfill users.display_name='first_name', or without an expression for the column's default.",
  });
}
