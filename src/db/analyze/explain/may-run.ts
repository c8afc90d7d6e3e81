import type { Session } from '../../../postgres/session.ts';
import { nodesOf, type PlanNode } from '../../../postgres/what-if/plan.ts';
import { sqlParser } from '../../../postgres/sql-parser.ts';
import { walk } from '../../advise/expression.ts';

/**
 * Why a statement must not be run, or undefined where it may: it only reads. Functions count by name, in its text and in its plan,
 * where those of views show: a volatile one can do what no rollback takes back (`pg_terminate_backend`, `dblink_exec`, `nextval`).
 */
export async function reasonNotToRun(
  session: Session,
  sql: string,
  plan: PlanNode,
): Promise<string | undefined> {
  const { parseSync } = await sqlParser();
  const { stmts = [] } = parseSync(sql);
  const [only, more] = stmts;
  if (only?.stmt === undefined || more !== undefined || !('SelectStmt' in only.stmt)) {
    return 'it is no SELECT';
  }
  const calls = new Set(namesInPlan(plan));
  let reason: string | undefined;
  walk(only.stmt, (name, value) => {
    if (writing.has(name)) reason = 'it writes';
    if (name === 'intoClause' && value !== undefined) reason = 'it makes a table';
    if (name === 'lockingClause') reason = 'it locks rows';
    if (name === 'FuncCall') calls.add(functionName(value));
  });
  if (reason !== undefined) return reason;
  const volatile = await session.query<{ name: string }>(volatileSql, [[...calls], [...harmless]]);
  const names = volatile.map(({ name }) => name);
  return names.length === 0
    ? undefined
    : `it calls ${names.join(', ')}, and what a volatile function does may outlast the transaction`;
}

const writing: ReadonlySet<string> = new Set([
  'InsertStmt',
  'UpdateStmt',
  'DeleteStmt',
  'MergeStmt',
]);

/** Volatile, but for nothing that stays. */
const harmless: ReadonlySet<string> = new Set([
  'random',
  'clock_timestamp',
  'timeofday',
  'gen_random_uuid',
]);

const volatileSql = `
  SELECT DISTINCT proname AS name FROM pg_proc
  WHERE provolatile = 'v' AND prokind = 'f' AND proname = ANY ($1) AND NOT (pronamespace = 'pg_catalog'::regnamespace AND proname = ANY ($2))
  ORDER BY 1`;

/** Whatever stands before a parenthesis. That some of it is no function does no harm. */
function namesInPlan(plan: PlanNode): readonly string[] {
  return [...nodesOf(plan)].flatMap((node) => {
    const { Plans: _, ...facts } = node;
    return [...JSON.stringify(facts).matchAll(/([\p{L}_][\p{L}\p{N}_$]*)\\?"?\(/gu)].map(
      ([, name = '']) => name,
    );
  });
}

/** Without its schema. */
function functionName(call: unknown): string {
  if (typeof call !== 'object' || call === null || !('funcname' in call)) return '';
  const parts: readonly unknown[] = Array.isArray(call.funcname) ? call.funcname : [];
  const [, name = ''] = /"sval":("(?:[^"\\]|\\.)*")/.exec(JSON.stringify(parts.at(-1) ?? {})) ?? [];
  return name === '' ? '' : String(JSON.parse(name));
}
