/** How large a table or an index is, as the planner sees it. */
export interface RelationSize {
  /** `public.orders`, quoted as SQL needs it. */
  readonly relation: string;
  readonly kind: 'table' | 'index' | 'other';
  /** Pages of 8 KiB in the file now. */
  readonly pages: number;
  /** When last looked at by VACUUM or ANALYZE; −1 rows: never. */
  readonly countedRows: number;
  readonly countedPages: number;
  readonly allVisiblePages: number;
}

/**
 * What ANALYZE knows of a column, or of an expression of an index. Lists of values are PostgreSQL's own text of arrays. They
 * are values of the user's rows: they stay on this machine, and only as long as the command runs.
 */
export interface ColumnStatistics {
  readonly relation: string;
  readonly column: string;
  /** Of the table together with what inherits from it. */
  readonly inherited: boolean;
  readonly nullFraction: number;
  /** In bytes. */
  readonly averageWidth: number;
  /** Positive: a number; negative: a share of the rows, as in `pg_stats.n_distinct`. */
  readonly distinct: number;
  readonly commonValues: string | null;
  readonly commonFrequencies: string | null;
  readonly histogram: string | null;
  /** From −1 to 1: how much the order of rows in the table follows the order of values. */
  readonly correlation: number | null;
  readonly commonElements: string | null;
  readonly commonElementFrequencies: string | null;
  readonly elementCounts: string | null;
}

export interface Statistics {
  readonly sizes: readonly RelationSize[];
  readonly columns: readonly ColumnStatistics[];
  /** Settings that the planner heeds, by name, as SQL text. */
  readonly settings: Readonly<Record<string, string>>;
}
