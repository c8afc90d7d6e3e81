import type { Session } from '../session.ts';
import type { ColumnStatistics } from '../statistics/statistics.ts';

/** Statistics of the expressions of an index, under its name, as far as they can be told from those of its table's columns. */
export async function estimateExpressions(
  session: Session,
  index: { readonly name: string; readonly table: string },
  columns: readonly ColumnStatistics[],
): Promise<readonly ColumnStatistics[]> {
  const expressions = await session.query<ExpressionRow>(expressionsSql, [index.name]);
  if (expressions.length === 0) return [];
  const types = await session.query<{ column: string; type: string }>(typesSql, [index.table]);
  const found: ColumnStatistics[] = [];
  for (const { name, expression } of expressions) {
    for (const column of columns) {
      const type = types.find((each) => each.column === column.column)?.type;
      const isNamed = column.relation === index.table && expression.includes(column.column);
      if (!isNamed || type === undefined || column.inherited) continue;
      const estimate = await expressionStatistics(session, expression, { column, type });
      if (estimate === undefined) continue;
      found.push({ ...estimate, relation: index.name, column: name });
      break;
    }
  }
  return found;
}

interface ExpressionRow {
  readonly name: string;
  readonly expression: string;
}

const expressionsSql = `
  SELECT a.attname AS name, pg_get_indexdef(i.indexrelid, a.attnum, false) AS expression
  FROM pg_index i
  JOIN pg_attribute a ON a.attrelid = i.indexrelid AND a.attnum <= i.indnkeyatts AND i.indkey[a.attnum - 1] = 0
  WHERE i.indexrelid = to_regclass($1)
  ORDER BY a.attnum`;

const typesSql = `
  SELECT attname AS column, format_type(atttypid, atttypmod) AS type
  FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped`;

/** What is known of one column. */
interface ExpressionSource {
  readonly column: ColumnStatistics;
  /** `text`, as `format_type` writes it. */
  readonly type: string;
}

/**
 * What ANALYZE would find for an expression over one column: the expression of the column's most frequent values and of the
 * bounds between its other values, which stand for equal shares of the rows. Undefined where the expression cannot be
 * computed from that column alone, or nothing is known of the column's values.
 */
async function expressionStatistics(
  session: Session,
  expression: string,
  { column, type }: ExpressionSource,
): Promise<Omit<ColumnStatistics, 'relation' | 'column'> | undefined> {
  const sql = `
    WITH v AS (
      SELECT v AS value, f AS share, true AS common FROM ROWS FROM (unnest($1::text::${type}[]), unnest($2::text::float8[])) AS c(v, f)
      UNION ALL
      SELECT v, NULL, false FROM unnest($3::text::${type}[]) AS h(v)),
    e AS MATERIALIZED (
      SELECT x.value, coalesce(v.share, (1 - $4::float8 - coalesce((SELECT sum(share) FROM v), 0)) / nullif(n.others, 0)) AS share
      FROM v, (SELECT count(*) FILTER (WHERE NOT common) AS others FROM v) n,
        LATERAL (SELECT ${expression} AS value FROM (SELECT v.value AS ${quoted(column.column)}) AS row) x),
    g AS (SELECT value, sum(share)::float4 AS share, count(*) AS times FROM e WHERE value IS NOT NULL GROUP BY 1)
    SELECT (SELECT count(*)::int FROM e) AS sampled, (SELECT count(*)::int FROM g) AS found,
      coalesce((SELECT sum(share) FROM e WHERE value IS NULL), 0)::float8 AS nulls,
      (SELECT coalesce(avg(pg_column_size(value)), 0)::int FROM g) AS width,
      (SELECT array_agg(value ORDER BY share DESC)::text FROM g WHERE times > 1 OR share > $5) AS "commonValues",
      (SELECT array_agg(share ORDER BY share DESC)::text FROM g WHERE times > 1 OR share > $5) AS "commonFrequencies",
      (SELECT array_agg(value ORDER BY value)::text FROM g WHERE NOT (times > 1 OR share > $5)) AS histogram`;
  try {
    const shareOfOne = 2 / Math.max(1, histogramLength(column.histogram));
    const values = [column.commonValues, column.commonFrequencies, column.histogram];
    const [found] = await session.query<Found>(sql, [...values, column.nullFraction, shareOfOne]);
    return found === undefined || found.sampled === 0 ? undefined : statisticsOf(found, column);
  } catch {
    // It has other columns, or values that it cannot be computed of.
    return undefined;
  }
}

interface Found {
  readonly sampled: number;
  readonly found: number;
  readonly nulls: number;
  readonly width: number;
  readonly commonValues: string | null;
  readonly commonFrequencies: string | null;
  readonly histogram: string | null;
}

/** Where hardly two values fall together, there are as many as of the column. */
const SAME_SHARE = 0.9;

function statisticsOf(
  found: Found,
  column: ColumnStatistics,
): Omit<ColumnStatistics, 'relation' | 'column'> {
  const share = found.found / found.sampled;
  return {
    inherited: false,
    nullFraction: Math.min(1, column.nullFraction + found.nulls),
    averageWidth: found.width,
    distinct: share >= SAME_SHARE ? column.distinct : Math.max(found.found, 1),
    commonValues: found.commonValues,
    commonFrequencies: found.commonFrequencies,
    histogram: histogramLength(found.histogram) > 1 ? found.histogram : null,
    correlation: null,
    commonElements: null,
    commonElementFrequencies: null,
    elementCounts: null,
  };
}

/** Roughly: values may have commas of their own. */
function histogramLength(text: string | null): number {
  return text === null ? 0 : text.split(',').length;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
