import { userSchema } from '../../postgres/catalog/catalog-kind.ts';
import type { AnalyzedDatabase } from './check.ts';

/** A column of a table of the user's. */
export interface KnownColumn {
  /** The table, qualified and quoted: `public.orders`. */
  readonly table: string;
  readonly column: string;
  /** The column as SQL needs it. */
  readonly quoted: string;
  /** As `pg_type` and the grammar have it: `int4`, `varchar`. */
  readonly type: string;
  /** Whether it is the first column of a b-tree that has all rows. */
  readonly isIndexed: boolean;
}

export interface KnownTable {
  readonly name: string;
  readonly columns: ReadonlyMap<string, KnownColumn>;
}

export interface KnownTables {
  /** Without a schema: the only one of that name, or the one that this session would find. */
  find(schema: string | undefined, name: string): KnownTable | undefined;
}

/** Tables and views of these names (without quotes), with their columns. */
export async function readKnownTables(
  database: AnalyzedDatabase,
  names: ReadonlySet<string>,
): Promise<KnownTables> {
  const rows = names.size === 0 ? [] : await database.query<ColumnRow>(sql([...names]));
  const tables = [...Map.groupBy(rows, ({ table }) => table)].map(([name, columns]) =>
    tableOf(name, columns),
  );
  const byName = Map.groupBy(tables, ({ relation }) => relation);
  return {
    find: (schema, name) => {
      const same = byName.get(name) ?? [];
      if (schema !== undefined) return same.find((each) => each.schema === schema);
      return same.length === 1 ? same[0] : same.find(({ isVisible }) => isVisible);
    },
  };
}

interface ColumnRow extends KnownColumn {
  readonly schema: string;
  readonly relation: string;
  readonly isVisible: boolean;
}

type FoundTable = KnownTable & Pick<ColumnRow, 'schema' | 'relation' | 'isVisible'>;

function tableOf(name: string, rows: readonly ColumnRow[]): FoundTable {
  const [first] = rows;
  return {
    name,
    schema: first?.schema ?? '',
    relation: first?.relation ?? '',
    isVisible: first?.isVisible ?? false,
    columns: new Map(rows.map((row) => [row.column, row])),
  };
}

const sql = (names: readonly string[]): string => `
  SELECT n.nspname AS schema, c.relname AS relation, pg_table_is_visible(c.oid) AS "isVisible",
    format('%I.%I', n.nspname, c.relname) AS "table", a.attname AS "column", quote_ident(a.attname) AS quoted, y.typname AS type,
    EXISTS (
      SELECT FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_am m ON m.oid = i.relam
      WHERE x.indrelid = c.oid AND x.indkey[0] = a.attnum AND x.indpred IS NULL AND x.indisvalid AND m.amname = 'btree') AS "isIndexed"
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_type y ON y.oid = a.atttypid
  WHERE c.relkind IN ('r', 'p', 'm', 'v', 'f') AND ${userSchema('n')} AND c.relname IN (${names.map(literal).join(', ')})
  ORDER BY 4, a.attnum`;

/** As SQL needs it. */
export function literal(text: string): string {
  // With E, so that backslashes mean the same whatever standard_conforming_strings is.
  return `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
