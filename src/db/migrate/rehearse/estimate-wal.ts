import type { Observation } from '../../step.ts';
import type { MigrationStatement } from '../migration.ts';
import { buildsIndex, changesRows } from './estimate.ts';
import type { WalRates } from './rates.ts';
import { type Size, type Sizes, sizeOf } from './sizes.ts';

/** What a statement writes to the log of the server, which standbys have to replay and archives to keep. */
export interface Wal {
  readonly bytes: number;
  /** `shadow`: as it was measured there, because rows make no difference; `sizes`: by those of the database, too. */
  readonly source: 'shadow' | 'sizes';
}

/**
 * What it wrote on the shadow, where tables have no rows, and what the rows add. `undefined`: it depends on how many rows it
 * changes, or how many a table has is not known.
 */
export function estimateWal(
  { sql, deed }: MigrationStatement,
  { scanned, rewritten }: Observation,
  { sizes, rates, onShadow }: Measures,
): Wal | undefined {
  if (deed.kind === 'backfill') {
    const size = sizeOf(deed.table, sizes);
    return summed(onShadow, [changed(size, rates, sizes.fullPageWrites)]);
  }
  if (changesRows.test(sql)) return undefined;
  const anew = new Set(rewritten);
  const built = buildsIndex.test(sql) ? scanned.filter((table) => !anew.has(table)) : [];
  return summed(onShadow, [
    ...[...anew].map((table) => {
      const { tableBytes, indexBytes } = sizeOf(table, sizes);
      return (tableBytes + indexBytes) * rates.rewrite;
    }),
    ...built.map((table) => {
      const { rows } = sizeOf(table, sizes);
      return rows === undefined ? undefined : rows * rates.indexRow;
    }),
  ]);
}

export interface Measures {
  readonly sizes: Sizes;
  readonly rates: WalRates;
  /** Bytes that the statement wrote there. */
  readonly onShadow: number;
}

/** A page is written in full when it changes for the first time after a checkpoint. */
function changed(
  { rows, tableBytes, indexBytes, indexes }: Size,
  { update, entry }: WalRates,
  fullPageWrites: boolean,
): number | undefined {
  if (rows === undefined) return undefined;
  const pages = fullPageWrites ? tableBytes + indexBytes : 0;
  return tableBytes * update + rows * indexes * entry + pages;
}

function summed(onShadow: number, rows: readonly (number | undefined)[]): Wal | undefined {
  let bytes = onShadow;
  for (const each of rows) {
    if (each === undefined) return undefined;
    bytes += each;
  }
  return { bytes, source: bytes > onShadow ? 'sizes' : 'shadow' };
}
