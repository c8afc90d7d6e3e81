import { walk } from '../../advise/expression.ts';
import type { AnalyzedDatabase, Check, Observation } from '../check.ts';
import { type KnownColumn, literal } from '../known-tables.ts';
import {
  type CostlyStatement,
  costEvidence,
  costlyStatements,
  severityOf,
} from '../statement-costs.ts';
import { memberOf } from '../statement-tree.ts';
import { readUses, type StatementUse } from '../statement-uses.ts';
import { withSeparators } from '../../../report/number.ts';

/**
 * Columns of which one says much of the other (a city and its country), used together: the planner takes them for independent
 * and expects far fewer rows than there are.
 */
export const correlatedColumns: Check = {
  id: 'correlated-columns',
  group: 'statements',
  needs: ['workload', 'column statistics'],
  run: async (database) => {
    if (database.workload === undefined) return [];
    const costly = await costlyStatements(database.workload);
    const uses = await readUses(
      database,
      costly.map(({ text }) => text),
    );
    const asked = costly.flatMap((each, position) => {
      const columns = equalColumns(uses[position]);
      return columns === undefined ? [] : [{ costly: each, columns }];
    });
    const tables = new Set(asked.flatMap(({ columns }) => columns.map(({ table }) => table)));
    if (tables.size === 0) return [];
    const known = await readColumns(database, [...tables]);
    const found = new Map<string, Observation>();
    for (const { costly: each, columns } of asked) {
      const observation = observe(each, columns, known);
      if (observation !== undefined && !found.has(observation.subject))
        found.set(observation.subject, observation);
    }
    return [...found.values()];
  },
};

/** So many times more rows than there could be if the columns were independent and each had its most frequent value. */
const EXCESS_MIN = 2;
/** Below, the planner's choice is hardly another. */
const ROWS_MIN = 100;

interface ColumnRow {
  /** `public.orders city` */
  readonly key: string;
  readonly rows: number;
  /** Share of the rows with the most frequent value. */
  readonly highest: number;
  /** Columns, by number, that extended statistics of the table have together with it. */
  readonly together: readonly string[];
}

function observe(
  costly: CostlyStatement,
  columns: readonly KnownColumn[],
  known: ReadonlyMap<string, ColumnRow>,
): Observation | undefined {
  const rows = columns.map((column) => known.get(`${column.table} ${column.column}`));
  const perCall = costly.statement.rows / Math.max(1, costly.statement.calls);
  const [first] = columns;
  const tableRows = rows[0]?.rows ?? 0;
  const share = rows.reduce((product, row) => product * (row?.highest ?? 1), 1);
  const expected = Math.max(1, tableRows * share);
  if (first === undefined || perCall < ROWS_MIN || perCall < expected * EXCESS_MIN)
    return undefined;
  const names = columns.map(({ column }) => column);
  if (rows.some((row) => row === undefined || names.every((name) => row.together.includes(name))))
    return undefined;
  const list = columns.map(({ quoted }) => quoted).join(', ');
  return {
    subject: `columns ${list} of ${first.table}`,
    severity: severityOf(costly),
    title: `${list} of ${first.table} go together: statements that ask for all of them find ${withSeparators(perCall)} rows, and at most ${withSeparators(expected)} if they were independent`,
    fix: `CREATE STATISTICS, and then ANALYZE ${first.table}.`,
    sql: `CREATE STATISTICS ${statisticsName(first, names)} (dependencies, mcv) ON ${list} FROM ${first.table}`,
    evidence: { ...costEvidence(costly), rows_per_call: perCall, rows_if_independent: expected },
  };
}

/** In the schema of the table; before version 16 a name must be given. */
function statisticsName({ table }: KnownColumn, columns: readonly string[]): string {
  const schema = table.slice(0, table.lastIndexOf('.'));
  const name = `${columns.join('_').slice(0, NAME_LENGTH)}_stats`;
  return `${schema}.${/^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`}`;
}

const NAME_LENGTH = 40;

/**
 * Columns that a statement asks to be equal to something, all of them, of its only table. Undefined where its rows are not
 * simply those of the table: joins, groups, limits, functions. More conditions do no harm: they make rows fewer.
 */
function equalColumns(use: StatementUse | undefined): readonly KnownColumn[] | undefined {
  if (use === undefined || use.tables.length !== 1 || !isPlain(use.tree)) return undefined;
  const found = new Map<string, KnownColumn>();
  for (const { operator, left, right, isAny } of use.comparisons) {
    if (isAny || operator !== '=' || left.cast !== undefined) continue;
    if (left.column !== undefined && right.column === undefined)
      found.set(left.column.column, left.column);
  }
  const columns = [...found.values()].toSorted((a, b) => (a.column < b.column ? -1 : 1));
  return columns.length >= 2 && columns.length <= COLUMNS_MAX ? columns : undefined;
}

/** Extended statistics take eight. */
const COLUMNS_MAX = 8;

const notPlain: ReadonlySet<string> = new Set([
  'JoinExpr',
  'SubLink',
  'RangeSubselect',
  'RangeFunction',
  'FuncCall',
  'groupClause',
  'distinctClause',
  'limitCount',
  'CommonTableExpr',
  'InsertStmt',
  'UpdateStmt',
  'DeleteStmt',
]);

function isPlain(tree: unknown): boolean {
  let is = true;
  let relations = 0;
  walk(tree, (name, value) => {
    if (name === 'RangeVar') relations += 1;
    is &&= !notPlain.has(name);
    if (name === 'BoolExpr') is &&= memberOf(value, 'boolop') === 'AND_EXPR';
  });
  return is && relations === 1;
}

async function readColumns(
  database: AnalyzedDatabase,
  tables: readonly string[],
): Promise<ReadonlyMap<string, ColumnRow>> {
  const rows = await database.query<ColumnRow>(sql(tables));
  return new Map(rows.map((row) => [row.key, row]));
}

/** The statistics of a partitioned table are those of all partitions together. */
const sql = (tables: readonly string[]): string => `
  SELECT concat(format('%I.%I', n.nspname, c.relname), ' ', a.attname) AS key, greatest(c.reltuples, 0)::float8 AS rows,
    (1 - s.null_frac) * greatest(
      coalesce(s.most_common_freqs[1], 0),
      1 / greatest(1, CASE WHEN s.n_distinct < 0 THEN -s.n_distinct * c.reltuples ELSE s.n_distinct END))::float8 AS highest,
    ARRAY(
      SELECT DISTINCT b.attname::text FROM pg_statistic_ext x JOIN pg_attribute b ON b.attrelid = c.oid AND b.attnum = ANY (x.stxkeys)
      WHERE x.stxrelid = c.oid AND a.attnum = ANY (x.stxkeys) AND x.stxkind && '{f,m}'::"char"[]) AS together
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_stats s ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = a.attname AND s.inherited = (c.relkind = 'p')
  WHERE c.reltuples > 0 AND format('%I.%I', n.nspname, c.relname) IN (${tables.map(literal).join(', ')})`;
