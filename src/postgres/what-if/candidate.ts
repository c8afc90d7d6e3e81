/** An index that might be made. */
export interface Candidate {
  /** `public.orders`, quoted as SQL needs it. */
  readonly table: string;
  readonly method: 'btree' | 'hash' | 'gin' | 'gist' | 'brin';
  /** Key parts as SQL: columns, or expressions in parentheses, with operator class and order. */
  readonly keys: readonly string[];
  readonly include: readonly string[];
  /** SQL after WHERE; of a partial index. */
  readonly where: string | undefined;
}

/** What follows `CREATE INDEX name`; the same for candidates that are the same. */
export function candidateSql({ table, method, keys, include, where }: Candidate): string {
  const using = method === 'btree' ? '' : ` USING ${method}`;
  const included = include.length === 0 ? '' : ` INCLUDE (${include.join(', ')})`;
  const partial = where === undefined ? '' : ` WHERE ${where}`;
  return `ON ${table}${using} (${keys.join(', ')})${included}${partial}`;
}
