import type { Session } from '../session.ts';
import type { ColumnStatistics, Statistics } from '../statistics/statistics.ts';

/**
 * Writes statistics of another database into this one, which has the same tables, so that its planner sees the same. By
 * the system table that ANALYZE writes: the functions for it are new in version 18. Sizes of files are another matter. What a
 * column of another kind than expected cannot hold is left out: the planner then thinks what it thinks of new columns.
 */
export async function importColumnStatistics(
  session: Session,
  columns: readonly ColumnStatistics[],
): Promise<void> {
  for (const column of columns) {
    await session.query(insertSql, values(column)).catch((error: unknown) => {
      if (!isOfValues(error)) throw error;
    });
  }
}

/** Class 22: values that a type does not take. */
function isOfValues(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('22');
}

/** What else than statistics the planner goes by. A name that only the other server has is left alone. */
export async function importSettings(
  session: Session,
  settings: Statistics['settings'],
): Promise<void> {
  const known = await session.query<{ name: string }>(
    'SELECT name FROM pg_settings WHERE name = ANY ($1)',
    [Object.keys(settings)],
  );
  const statements = known.map(({ name }) => `SET ${name} = ${settings[name] ?? 'DEFAULT'}`);
  if (statements.length > 0) await session.execute(statements.join('; '));
}

function values(column: ColumnStatistics): readonly unknown[] {
  return [
    column.relation,
    column.column,
    column.inherited,
    column.nullFraction,
    column.averageWidth,
    column.distinct,
    column.commonValues,
    column.commonFrequencies,
    column.histogram,
    column.correlation,
    column.commonElements,
    column.commonElementFrequencies,
    column.elementCounts,
  ];
}

/**
 * Slots, kinds and operators as std_typanalyze and array_typanalyze write them (src/backend/commands/analyze.c,
 * src/include/catalog/pg_statistic.h): the operators of the type's default b-tree class, which for an enum, an array or a
 * range is that of the family of types, and for `varchar` that of `text`.
 */
const insertSql = `
  WITH c AS (
    SELECT a.attrelid, a.attnum, a.attcollation, t.oid AS type, coalesce(nullif(b.typelem, 0), 25) AS element, b.typtype,
      b.typcategory, b.oid AS base
    FROM pg_attribute a
    JOIN pg_type t ON t.oid = a.atttypid
    JOIN pg_type b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
    WHERE a.attrelid = to_regclass($1) AND a.attname = $2 AND NOT a.attisdropped),
  k AS (
    SELECT c.*, (
      SELECT array_agg(o.amopopr ORDER BY o.amopstrategy)
      FROM pg_opclass oc
      JOIN pg_am am ON am.oid = oc.opcmethod AND am.amname = 'btree'
      JOIN pg_amop o ON o.amopfamily = oc.opcfamily AND o.amoplefttype = oc.opcintype AND o.amoprighttype = oc.opcintype
        AND o.amopstrategy IN (1, 3)
      WHERE oc.opcdefault AND oc.opcintype = CASE
        WHEN typtype = 'e' THEN 'anyenum'::regtype WHEN typtype = 'r' THEN 'anyrange'::regtype
        WHEN typtype = 'm' THEN 'anymultirange'::regtype WHEN typtype = 'c' THEN 'record'::regtype
        WHEN typcategory = 'A' THEN 'anyarray'::regtype
        WHEN EXISTS (SELECT FROM pg_opclass x WHERE x.opcmethod = am.oid AND x.opcdefault AND x.opcintype = base) THEN base
        ELSE (SELECT casttarget FROM pg_cast WHERE castsource = base AND castmethod = 'b' AND castcontext = 'i'
          ORDER BY casttarget LIMIT 1) END) AS ops,
      (SELECT o.amopopr FROM pg_opclass oc
      JOIN pg_am am ON am.oid = oc.opcmethod AND am.amname = 'btree'
      JOIN pg_amop o ON o.amopfamily = oc.opcfamily AND o.amoplefttype = oc.opcintype AND o.amoprighttype = oc.opcintype
        AND o.amopstrategy = 3
      WHERE oc.opcdefault AND oc.opcintype = element) AS element_eq
    FROM c)
  INSERT INTO pg_statistic (starelid, staattnum, stainherit, stanullfrac, stawidth, stadistinct,
    stakind1, staop1, stacoll1, stanumbers1, stavalues1, stakind2, staop2, stacoll2, stanumbers2, stavalues2,
    stakind3, staop3, stacoll3, stanumbers3, stavalues3, stakind4, staop4, stacoll4, stanumbers4, stavalues4,
    stakind5, staop5, stacoll5, stanumbers5, stavalues5)
  SELECT attrelid, attnum, $3::bool, $4::float4, $5::int4, $6::float4,
    CASE WHEN $7::text IS NOT NULL THEN 1 ELSE 0 END, CASE WHEN $7::text IS NOT NULL THEN coalesce(ops[2], 0) ELSE 0 END,
    CASE WHEN $7::text IS NOT NULL THEN attcollation ELSE 0 END, $8::text::float4[],
    CASE WHEN $7::text IS NOT NULL THEN array_in($7::text::cstring, type, -1) END,
    CASE WHEN $9::text IS NOT NULL THEN 2 ELSE 0 END, CASE WHEN $9::text IS NOT NULL THEN coalesce(ops[1], 0) ELSE 0 END,
    CASE WHEN $9::text IS NOT NULL THEN attcollation ELSE 0 END, NULL::float4[],
    CASE WHEN $9::text IS NOT NULL THEN array_in($9::text::cstring, type, -1) END,
    CASE WHEN $10::float4 IS NOT NULL THEN 3 ELSE 0 END, CASE WHEN $10::float4 IS NOT NULL THEN coalesce(ops[1], 0) ELSE 0 END,
    CASE WHEN $10::float4 IS NOT NULL THEN attcollation ELSE 0 END, CASE WHEN $10::float4 IS NOT NULL THEN ARRAY[$10::float4] END, NULL,
    CASE WHEN $11::text IS NOT NULL THEN 4 ELSE 0 END, CASE WHEN $11::text IS NOT NULL THEN coalesce(element_eq, 0) ELSE 0 END,
    CASE WHEN $11::text IS NOT NULL THEN attcollation ELSE 0 END, $12::text::float4[],
    CASE WHEN $11::text IS NOT NULL THEN array_in($11::text::cstring, element, -1) END,
    CASE WHEN $13::text IS NOT NULL THEN 5 ELSE 0 END, CASE WHEN $13::text IS NOT NULL THEN coalesce(element_eq, 0) ELSE 0 END,
    CASE WHEN $13::text IS NOT NULL THEN attcollation ELSE 0 END, $13::text::float4[], NULL
  FROM k`;
