import { withSeparators } from '../../../report/number.ts';
import type { Check } from '../check.ts';
import { estimatedRows, ownTables } from '../own-objects.ts';
import { wrapBareCalls } from './bare-calls.ts';

/** Policies that ask who the user is anew for every row. */
export const policyFunctionPerRow: Check = {
  id: 'policy-function-per-row',
  group: 'security',
  run: async (database) => {
    const rows = await database.query<Row>(sql);
    return rows.flatMap(({ table, policy, rows: count, uses, checks, functions }) => {
      const calls = [CURRENT_SETTING, ...functions.map(callOf)];
      const wrapped = uses === null ? null : wrapBareCalls(uses, calls);
      if (wrapped === uses || wrapped === null) return [];
      const check = checks === null ? '' : ` WITH CHECK (${wrapBareCalls(checks, calls)})`;
      return [
        {
          subject: `policy ${policy} on ${table}`,
          severity: count >= MANY_ROWS ? 'warning' : 'info',
          title: `policy ${policy} on ${table} calls ${called(uses ?? '', calls)} for each row that is looked at, of ${withSeparators(count)}`,
          fix: `Put the call into a subquery, (SELECT …): then it is made once for each statement.`,
          sql: `ALTER POLICY ${policy} ON ${table} USING (${wrapped})${check}`,
          evidence: { table, rows: count },
        },
      ];
    });
  },
};

/** A sequential scan of so many rows spends longer in the function than reading. */
const MANY_ROWS = 100_000;
/** Only what has constant arguments is the same for all rows. */
const CURRENT_SETTING = `current_setting\\('(?:[^']|'')*'::text(?:, (?:true|false))?\\)`;

/** Printed with its schema or without, as the session's `search_path` has it. */
function callOf({ schema, name }: Row['functions'][number]): string {
  return `(?:${escaped(schema)}\\.)?${escaped(name)}\\(\\)`;
}

function escaped(text: string): string {
  return text.replaceAll(/[^\w]/g, '\\$&');
}

function called(expression: string, calls: readonly string[]): string {
  return new RegExp(calls.join('|')).exec(expression)?.[0].replace(/\(.+\)$/, '()') ?? 'a function';
}

interface Row {
  readonly table: string;
  readonly policy: string;
  readonly rows: number;
  readonly uses: string | null;
  readonly checks: string | null;
  /** Functions without arguments that it depends on, as they are quoted. */
  readonly functions: readonly { readonly schema: string; readonly name: string }[];
}

/**
 * What is checked of new rows is left alone: those are few. The functions are the ones that give the same for the whole of a
 * statement; what is immutable is computed before anyhow. Of built-in functions dependencies know nothing.
 */
const sql = `
  SELECT t.name AS table, quote_ident(p.polname) AS policy, n.rows, pg_get_expr(p.polqual, p.polrelid) AS uses,
    pg_get_expr(p.polwithcheck, p.polrelid) AS checks, f.functions
  FROM pg_policy p
  JOIN ${ownTables} t ON t.oid = p.polrelid
  CROSS JOIN LATERAL (SELECT ${estimatedRows('t')} AS rows) n
  CROSS JOIN LATERAL (
    SELECT coalesce(json_agg(json_build_object('schema', quote_ident(s.nspname), 'name', quote_ident(f.proname))), '[]') AS functions
    FROM pg_depend d
    JOIN pg_proc f ON f.oid = d.refobjid AND f.pronargs = 0 AND f.provolatile <> 'i'
    JOIN pg_namespace s ON s.oid = f.pronamespace
    WHERE d.classid = 'pg_policy'::regclass AND d.objid = p.oid AND d.refclassid = 'pg_proc'::regclass) f
  WHERE t.relrowsecurity AND p.polqual IS NOT NULL AND n.rows >= 1000
  ORDER BY n.rows DESC, 1, 2`;
