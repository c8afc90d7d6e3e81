import type { WhatIf } from '../../postgres/what-if/what-if.ts';
import type { HypotheticalIndex } from '../../postgres/what-if/what-if.ts';
import type { CostedStatement } from './cost-table.ts';
import type { ExistingIndex } from './existing.ts';

/** An index that is there, and that a new one makes needless. */
export interface ReplacedIndex {
  readonly index: ExistingIndex;
  readonly by: HypotheticalIndex;
}

/** A plan may cost so much more without it. */
const COST_SHARE_MAX = 0.02;

/**
 * Existing indexes that a chosen one begins with, and that no plan misses when they are hidden. One that is unique, or that a
 * constraint needs, stays whatever the plans say.
 */
export async function replacedIndexes(
  whatIf: WhatIf,
  statements: readonly CostedStatement[],
  chosen: readonly HypotheticalIndex[],
  existing: readonly ExistingIndex[],
): Promise<readonly ReplacedIndex[]> {
  const names = new Set(chosen.map(({ name }) => name));
  const replaced: ReplacedIndex[] = [];
  for (const index of existing) {
    const by = chosen.find((each) => beginsWith(each, index));
    if (by === undefined || index.isUnique || index.isNeeded) continue;
    const affected = statements.filter(({ relevant }) => relevant.has(by.name));
    await whatIf.use(names);
    const before = await costOf(whatIf, affected);
    await whatIf.use(names, new Set([index.name]));
    const after = await costOf(whatIf, affected);
    if (after.every((cost, place) => cost <= (before[place] ?? 0) * (1 + COST_SHARE_MAX))) {
      replaced.push({ index, by });
    }
  }
  await whatIf.use(names);
  return replaced;
}

function beginsWith(long: HypotheticalIndex, short: ExistingIndex): boolean {
  return (
    long.table === short.table &&
    long.method === short.method &&
    (long.where ?? null) === short.where &&
    short.keys.length < long.keys.length + long.include.length &&
    short.keys.every((key, place) => long.keys[place] === key)
  );
}

async function costOf(
  whatIf: WhatIf,
  statements: readonly CostedStatement[],
): Promise<readonly number[]> {
  const costs: number[] = [];
  for (const { instances } of statements) {
    for (const { sql } of instances) costs.push((await whatIf.plan(sql))['Total Cost']);
  }
  return costs;
}
