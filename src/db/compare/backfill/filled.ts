import type { Draft } from '../kind-changes.ts';
import type { Backfill } from './backfill.ts';
import { fillSql } from './fill-sql.ts';
import { newRowsFilled, newRowsLeft } from './new-rows.ts';

/**
 * What fills a column that is there and may be NULL, around what makes it NOT NULL. `later` puts drafts where nothing of the
 * plan waits for them, if that may be.
 */
export function filled(
  backfill: Backfill,
  notNull: readonly Draft[],
  later: (drafts: readonly Draft[]) => readonly Draft[],
): readonly Draft[] {
  const fill: Draft = { sql: fillSql(backfill), transactional: false, fills: columnOf(backfill) };
  return [...newRowsFilled(backfill), ...later([fill, ...notNull, ...newRowsLeft(backfill)])];
}

function columnOf({ table, name }: Backfill): string {
  return `${table}.${name}`;
}
