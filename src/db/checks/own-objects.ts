import { userSchema } from '../../postgres/catalog/catalog-kind.ts';

/** A condition: what stands in that row of a system catalog belongs to no extension, which would have made it as it is. */
export const notOfExtension = (catalog: string, oid: string): string => `
  NOT EXISTS (
    SELECT FROM pg_depend e
    WHERE e.classid = '${catalog}'::regclass AND e.objid = ${oid} AND e.deptype = 'e')`;

/**
 * A subquery: the user's tables with all of `pg_class` and their qualified names (`name`). Of partitions there is only the
 * table that they are parts of.
 */
export const ownTables: string = `(
  SELECT c.*, n.nspname, format('%I.%I', n.nspname, c.relname) AS name
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't' AND ${userSchema('n')}
    AND ${notOfExtension('pg_class', 'c.oid')}
  -- Otherwise it is taken apart, and the name put together at every use.
  OFFSET 0)`;

/** How many rows a table of `pg_class` has, as of the last VACUUM or ANALYZE; those of its partitions together. */
export const estimatedRows = (table: string): string => `
  CASE ${table}.relkind
    WHEN 'r' THEN greatest(${table}.reltuples, 0)::float8
    ELSE (
      SELECT sum(greatest(c.reltuples, 0))::float8
      FROM pg_partition_tree(${table}.oid) p JOIN pg_class c ON c.oid = p.relid WHERE p.isleaf) END`;

/**
 * For a LATERAL join: what ANALYZE knows of a column, as far as this role may read it. Looked up by name for each column;
 * joined to all columns at once, the view is read as a whole, and again and again.
 */
export const columnStatistics = (table: string, column: string): string => `(
  SELECT * FROM pg_stats s
  WHERE s.schemaname = ${table}.nspname AND s.tablename = ${table}.relname AND s.attname = ${column}.attname
    AND s.inherited = (${table}.relkind = 'p')
  OFFSET 0)`;
