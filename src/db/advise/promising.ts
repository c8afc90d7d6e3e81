import type { HypotheticalIndex } from '../../postgres/what-if/what-if.ts';
import type { CostTable, CostedStatement } from './cost-table.ts';

const ROUNDS = 3;

/**
 * The candidates that any plan uses: where all are there, then where those that were used are gone, and so on; and of those
 * the simpler forms, which do nearly as much with less room. All others need not be looked at one by one.
 */
export async function promising(
  costs: CostTable,
  statements: readonly CostedStatement[],
  all: readonly HypotheticalIndex[],
): Promise<readonly HypotheticalIndex[]> {
  const used = new Set<string>();
  for (const statement of statements) {
    const left = new Set(statement.relevant.keys());
    for (let round = 0; round < ROUNDS && left.size > 0; round += 1) {
      const now = await costs.used(statement, left);
      for (const name of now) {
        used.add(name);
        left.delete(name);
      }
      if (now.size === 0) break;
    }
  }
  const best = all.filter(({ name }) => used.has(name));
  return all.filter((index) => best.some((each) => each === index || isSimpler(index, each)));
}

/** Fewer columns, included or at the end. */
function isSimpler(index: HypotheticalIndex, other: HypotheticalIndex): boolean {
  return (
    index.table === other.table &&
    index.method === other.method &&
    (index.where === other.where || other.where === undefined) &&
    index.keys.every((key, place) => other.keys[place] === key) &&
    index.include.every((column) => other.include.includes(column))
  );
}
