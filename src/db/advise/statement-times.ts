import type { Session } from '../../postgres/session.ts';
import type { WorkloadStatement } from '../workload/workload.ts';
import type { CostedStatement, CostTable } from './cost-table.ts';
import { withTimes } from './estimated-times.ts';

type Costed = CostedStatement & { readonly statement: WorkloadStatement };

/** A plan uses an index at least once a call. Some calls may have had another plan. */
const SCANS_PER_CALL_MIN = 0.8;

/** Planner's costs as time: a statement takes as many times longer as its plan costs more. */
export class StatementTimes {
  /** With the times that count: none for what is outdated. */
  readonly statements: readonly WorkloadStatement[];
  readonly outdated: readonly WorkloadStatement[];
  readonly #costs: CostTable;
  readonly #costed: readonly Costed[];
  readonly #base: readonly number[];
  readonly #affected = new Map<string, number[]>();

  private constructor(
    costs: CostTable,
    costed: readonly Costed[],
    base: readonly number[],
    isOutdated: readonly boolean[],
  ) {
    this.#costs = costs;
    this.#costed = costed;
    this.#base = base;
    for (const [number, { relevant }] of costed.entries()) {
      for (const name of relevant.keys()) {
        this.#affected.set(name, [...(this.#affected.get(name) ?? []), number]);
      }
    }
    this.outdated = costed.flatMap(({ statement }, number) =>
      isOutdated[number] === true ? [statement] : [],
    );
    this.statements = costed.map(({ statement }, number) =>
      isOutdated[number] === true ? { ...statement, totalMs: 0 } : statement,
    );
  }

  /** `scans` says how often each index was used, by its name without schema, since its statistics began. */
  static async measure(
    costs: CostTable,
    costed: readonly Costed[],
    scans: ReadonlyMap<string, number>,
  ): Promise<StatementTimes> {
    const base: number[] = [];
    const isOutdated: boolean[] = [];
    for (const statement of costed) {
      base.push(await costs.cost(statement, new Set()));
      const { calls, areRowsKnown } = statement.statement;
      const counts = [...(await costs.existing(statement))].map((name) => scans.get(name) ?? calls);
      // Calls in files may have been made elsewhere, or at any time: only those that the server counts compare.
      const isComparable = areRowsKnown !== false;
      isOutdated.push(isComparable && counts.some((count) => count < calls * SCANS_PER_CALL_MIN));
    }
    return new StatementTimes(costs, withTimes(costed, base), base, isOutdated);
  }

  /** Of all calls of a statement, with a set of indexes, in milliseconds. */
  async of(number: number, indexes: ReadonlySet<string>): Promise<number> {
    const statement = this.#costed[number];
    if (statement === undefined) return 0;
    const base = Math.max(this.#base[number] ?? 0, Number.MIN_VALUE);
    const totalMs = this.statements[number]?.totalMs ?? 0;
    return totalMs * ((await this.#costs.cost(statement, indexes)) / base);
  }

  /** What each statement would use, if all of these were there. */
  async bundles(names: ReadonlySet<string>): Promise<readonly ReadonlySet<string>[]> {
    const bundles: ReadonlySet<string>[] = [];
    for (const statement of this.#costed) {
      const used = await this.#costs.used(statement, names);
      if (used.size > 1) bundles.push(used);
    }
    return bundles;
  }

  /** Numbers of the statements to which an index matters. */
  affected(name: string): readonly number[] {
    return this.#affected.get(name) ?? [];
  }
}

/** How often plans have used each index, by its name without schema; of those with one name, the most. */
export async function readScans(session: Session): Promise<ReadonlyMap<string, number>> {
  const rows = await session.query<{ name: string; scans: number }>(
    'SELECT indexrelname AS name, max(idx_scan)::float8 AS scans FROM pg_stat_user_indexes GROUP BY 1',
  );
  return new Map(rows.map(({ name, scans }) => [name, scans]));
}
