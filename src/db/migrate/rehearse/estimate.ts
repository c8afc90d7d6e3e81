import type { LockMode, Observation } from '../../step.ts';
import type { MigrationStatement } from '../migration.ts';
import type { Rates } from './rates.ts';
import { type Sizes, sizeOf } from './sizes.ts';

/** Whom a lock on a table keeps waiting. */
export type Blocks = 'reads and writes' | 'writes' | 'changes of its schema';

export function blockedBy(mode: LockMode): Blocks {
  if (mode === 'ACCESS EXCLUSIVE') return 'reads and writes';
  // `SELECT … FOR UPDATE` waits for EXCLUSIVE, plain reads do not.
  return /^(SHARE|SHARE ROW EXCLUSIVE|EXCLUSIVE)$/.test(mode) ? 'writes' : 'changes of its schema';
}

/**
 * How long a statement takes, by the sizes of the tables that it goes through and the rates of this machine. `undefined`:
 * it changes rows, and how many is known only when it runs.
 */
export function estimateMs(
  { sql, deed }: MigrationStatement,
  { scanned, rewritten }: Observation,
  sizes: Sizes,
  rates: Rates,
): number | undefined {
  if (deed.kind === 'backfill') {
    const { tableBytes, indexBytes } = sizeOf(deed.table, sizes);
    return (tableBytes / rates.update + indexBytes / rates.index) * 1000;
  }
  if (changesRows.test(sql)) return undefined;
  const anew = new Set(rewritten);
  const rate = buildsIndex.test(sql) ? rates.index : rates.scan;
  // A concurrent build reads the table twice.
  const passes = /\bconcurrently\b/i.test(sql) ? 2 : 1;
  let seconds = 0;
  for (const table of anew) {
    const { tableBytes, indexBytes } = sizeOf(table, sizes);
    seconds += tableBytes / rates.rewrite + indexBytes / rates.index;
  }
  for (const table of scanned) {
    if (!anew.has(table)) seconds += (passes * sizeOf(table, sizes).tableBytes) / rate;
  }
  return seconds * 1000;
}

/** Rows, and who knows how many. */
export const changesRows: RegExp = /^\s*(insert|update|delete|merge|copy|call|do|select|with)\b/i;
export const buildsIndex: RegExp =
  /\b(create\s+(unique\s+)?index|reindex|primary\s+key|unique|exclude)\b/i;
