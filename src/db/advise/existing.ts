import type { Candidate } from '../../postgres/what-if/candidate.ts';
import type { WhatIf } from '../../postgres/what-if/what-if.ts';

/** An index that is there. */
export interface ExistingIndex {
  readonly name: string;
  readonly table: string;
  readonly method: string;
  /** As CREATE INDEX has them, each alone. */
  readonly keys: readonly string[];
  readonly where: string | null;
}

export async function readExistingIndexes(whatIf: WhatIf): Promise<readonly ExistingIndex[]> {
  return whatIf.compute<ExistingIndex>(existingSql, []);
}

/** Whether an existing index begins with all that a candidate has. */
export function isServed(candidate: Candidate, existing: readonly ExistingIndex[]): boolean {
  return existing.some(
    ({ table, method, keys, where }) =>
      table === candidate.table &&
      method === candidate.method &&
      candidate.include.length === 0 &&
      (where === null || where === candidate.where) &&
      candidate.keys.every((key, position) => keys[position] === key),
  );
}

const existingSql = `
  SELECT format('%I.%I', n.nspname, c.relname) AS name, format('%I.%I', tn.nspname, t.relname) AS table, am.amname AS method,
    ARRAY(SELECT pg_get_indexdef(i.indexrelid, k, true) FROM generate_series(1, i.indnkeyatts) k) AS keys,
    pg_get_expr(i.indpred, i.indrelid) AS where
  FROM pg_index i
  JOIN pg_class c ON c.oid = i.indexrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_class t ON t.oid = i.indrelid
  JOIN pg_namespace tn ON tn.oid = t.relnamespace
  JOIN pg_am am ON am.oid = c.relam
  WHERE i.indisvalid AND tn.nspname !~ '^pg_'`;
