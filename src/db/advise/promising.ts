import type { HypotheticalIndex } from '../../postgres/what-if/what-if.ts';
import type { CostedStatement, CostTable } from './cost-table.ts';

const ROUNDS = 3;

/**
 * Of the candidates those that any plan uses: where all are there, then where those that were used are gone, and so on; and
 * of those the simpler forms, which do nearly as much with less room. All others need not be looked at one by one.
 *
 * To a statement all matter that begin as one that it used: where that is missing, they take its place.
 */
export async function promising<Statement extends CostedStatement>(
  costs: CostTable,
  statements: readonly Statement[],
  all: readonly HypotheticalIndex[],
): Promise<{
  readonly candidates: readonly HypotheticalIndex[];
  /** The same, each with what matters to it. */
  readonly statements: readonly Statement[];
}> {
  const used = new Map<Statement, readonly HypotheticalIndex[]>();
  for (const statement of statements) used.set(statement, await usedBy(statement, costs));
  const best = [...new Set([...used.values()].flat())];
  const byTable = Map.groupBy(best, ({ table }) => table);
  const candidates = all.filter((index) =>
    (byTable.get(index.table) ?? []).some((each) => each === index || isSimpler(index, each)),
  );
  const byStart = Map.groupBy(candidates, startOf);
  const narrowed = statements.map((statement) => {
    const starts = new Set((used.get(statement) ?? []).map(startOf));
    const own = [...starts].flatMap((start) => byStart.get(start) ?? []);
    return { ...statement, relevant: new Map(own.map((index) => [index.name, index])) };
  });
  return { candidates, statements: narrowed };
}

async function usedBy(
  statement: CostedStatement,
  costs: CostTable,
): Promise<readonly HypotheticalIndex[]> {
  const found: HypotheticalIndex[] = [];
  let left = [...statement.relevant.values()];
  for (let round = 0; round < ROUNDS && left.length > 0; round += 1) {
    const names = await costs.used(statement, new Set(left.map(({ name }) => name)));
    const now = left.filter(({ name }) => names.has(name));
    if (now.length === 0) break;
    found.push(...now);
    // With all that begin alike: the next round is for something else.
    const starts = new Set(now.map(startOf));
    left = left.filter((index) => !starts.has(startOf(index)));
  }
  return found;
}

/** What an index is of, and what it begins with. */
function startOf({ table, method, keys }: HypotheticalIndex): string {
  return `${table} ${method} ${keys[0] ?? ''}`;
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
