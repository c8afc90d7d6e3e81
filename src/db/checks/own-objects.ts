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
