import { userSchema } from '../../postgres/catalog/catalog-kind.ts';
import type { AnalyzedDatabase } from '../checks/check.ts';

/** A column of a foreign key, and the one that it refers to. Tables are qualified and quoted, columns are not. */
export interface ColumnReference {
  readonly table: string;
  readonly column: string;
  readonly target: string;
  readonly targetColumn: string;
}

export function readReferences(
  database: Pick<AnalyzedDatabase, 'query'>,
): Promise<readonly ColumnReference[]> {
  return database.query<ColumnReference>(sql);
}

const sql = `
  SELECT format('%I.%I', n.nspname, c.relname) AS table, a.attname AS column,
    format('%I.%I', fn.nspname, f.relname) AS target, fa.attname AS "targetColumn"
  FROM pg_constraint k
  JOIN pg_class c ON c.oid = k.conrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_class f ON f.oid = k.confrelid
  JOIN pg_namespace fn ON fn.oid = f.relnamespace
  -- Columns of both sides, in the order of the key.
  CROSS JOIN LATERAL unnest(k.conkey, k.confkey) AS p (own, other)
  JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = p.own
  JOIN pg_attribute fa ON fa.attrelid = k.confrelid AND fa.attnum = p.other
  -- Those of partitions are their parent's.
  WHERE k.contype = 'f' AND k.conparentid = 0 AND ${userSchema('n')}`;
