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
  readonly isUnique: boolean;
  /** A constraint or the replica identity stands on it, or it is a partition's, which goes with its parent. */
  readonly isNeeded: boolean;
  readonly bytes: number;
}

export async function readExistingIndexes(whatIf: WhatIf): Promise<readonly ExistingIndex[]> {
  return whatIf.compute<ExistingIndex>(existingSql, []);
}

/**
 * Whether an existing index does what a candidate would: it begins with all that the candidate has, or what it has is unique,
 * so that there is nothing to find beyond it.
 */
export function isServed(candidate: Candidate, existing: readonly ExistingIndex[]): boolean {
  return existing.some(({ table, method, keys, where, isUnique }) => {
    if (table !== candidate.table || method !== candidate.method) return false;
    if (where !== null && where !== candidate.where) return false;
    if (isUnique && begins(keys, candidate.keys)) return true;
    return candidate.include.length === 0 && begins(candidate.keys, keys);
  });
}

function begins(short: readonly string[], long: readonly string[]): boolean {
  return short.every((key, position) => long[position] === key);
}

const existingSql = `
  SELECT format('%I.%I', n.nspname, c.relname) AS name, format('%I.%I', tn.nspname, t.relname) AS table, am.amname AS method,
    ARRAY(SELECT pg_get_indexdef(i.indexrelid, k, true) FROM generate_series(1, i.indnkeyatts) k) AS keys,
    pg_get_expr(i.indpred, i.indrelid) AS where, i.indisunique AS "isUnique",
    i.indisreplident OR c.relispartition OR EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid) AS "isNeeded",
    pg_relation_size(i.indexrelid)::float8 AS bytes
  FROM pg_index i
  JOIN pg_class c ON c.oid = i.indexrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_class t ON t.oid = i.indrelid
  JOIN pg_namespace tn ON tn.oid = t.relnamespace
  JOIN pg_am am ON am.oid = c.relam
  WHERE i.indisvalid AND tn.nspname !~ '^pg_'`;
