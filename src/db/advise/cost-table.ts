import { indexesOf } from '../../postgres/what-if/plan.ts';
import type { HypotheticalIndex, WhatIf } from '../../postgres/what-if/what-if.ts';
import type { Instance } from './instances.ts';
import { overpriced } from './overpriced.ts';

/** A statement whose cost is asked for with one set of indexes after the other. */
export interface CostedStatement {
  readonly instances: readonly Instance[];
  /** The candidates on its tables, by name. */
  readonly relevant: ReadonlyMap<string, HypotheticalIndex>;
}

interface Known {
  /** All that could be used when it was planned, and what was. As bits, one for each relevant candidate. */
  readonly available: bigint;
  readonly used: bigint;
  /** Of all that the plan uses, the names without schema. */
  readonly indexes: ReadonlySet<string>;
  readonly cost: number;
}

/**
 * Planner's costs by statement and set of candidates. A plan that uses only some of the indexes it could is also the
 * cheapest for every set between the two, so most questions need no planning.
 */
export class CostTable {
  plannings = 0;
  readonly #whatIf: WhatIf;
  readonly #known = new Map<Instance, Known[]>();
  readonly #bits = new Map<CostedStatement, ReadonlyMap<string, bigint>>();

  readonly #rowsPerPage: (table: string) => number;

  /** `rowsPerPage` is asked for `public.orders`, without quotes. */
  constructor(whatIf: WhatIf, rowsPerPage: (table: string) => number) {
    this.#whatIf = whatIf;
    this.#rowsPerPage = rowsPerPage;
  }

  /** Of all instances, by their weights. */
  async cost(statement: CostedStatement, indexes: ReadonlySet<string>): Promise<number> {
    let sum = 0;
    for (const instance of statement.instances) {
      const known = await this.#find(statement, instance, indexes);
      sum += instance.weight * known.cost;
    }
    return sum;
  }

  /** Which of these indexes any instance uses. */
  async used(
    statement: CostedStatement,
    indexes: ReadonlySet<string>,
  ): Promise<ReadonlySet<string>> {
    let used = 0n;
    for (const instance of statement.instances) {
      used |= (await this.#find(statement, instance, indexes)).used;
    }
    const names = [...this.#bitsOf(statement)].filter(([, bit]) => (used & bit) !== 0n);
    return new Set(names.map(([name]) => name));
  }

  /** Which indexes all instances use that are there already, by their names without schema. */
  async existing(statement: CostedStatement): Promise<ReadonlySet<string>> {
    const sets: ReadonlySet<string>[] = [];
    for (const instance of statement.instances) {
      sets.push((await this.#find(statement, instance, new Set())).indexes);
    }
    const [first = new Set<string>(), ...others] = sets;
    return new Set([...first].filter((name) => others.every((set) => set.has(name))));
  }

  async #find(
    statement: CostedStatement,
    instance: Instance,
    indexes: ReadonlySet<string>,
  ): Promise<Known> {
    const bits = this.#bitsOf(statement);
    const available = maskOf(indexes, bits);
    const entries = this.#known.get(instance) ?? [];
    const known = entries.find(
      (entry) => (entry.used & ~available) === 0n && (available & ~entry.available) === 0n,
    );
    if (known !== undefined) return known;
    const names = [...indexes].filter((name) => bits.has(name));
    await this.#whatIf.use(new Set(names));
    const plan = await this.#whatIf.plan(instance.sql);
    this.plannings += 1;
    const all = indexesOf(plan);
    const used = maskOf(all, this.#bitsByPart(statement));
    const isBlockRange = (index: string): boolean => this.#blockRangesOf(statement).has(index);
    const cost = plan['Total Cost'] - overpriced(plan, isBlockRange, this.#rowsPerPage);
    const entry = { available, used, indexes: all, cost };
    entries.push(entry);
    this.#known.set(instance, entries);
    return entry;
  }

  #blockRangesOf({ relevant }: CostedStatement): ReadonlySet<string> {
    const indexes = [...relevant.values()].filter(({ method }) => method === 'brin');
    return new Set(indexes.flatMap(({ parts }) => parts.map(plainName)));
  }

  #bitsByPart(statement: CostedStatement): ReadonlyMap<string, bigint> {
    const bits = this.#bitsOf(statement);
    return new Map(
      [...statement.relevant].flatMap(([name, { parts }]) =>
        parts.map((part) => [plainName(part), bits.get(name) ?? 0n]),
      ),
    );
  }

  #bitsOf(statement: CostedStatement): ReadonlyMap<string, bigint> {
    const known = this.#bits.get(statement);
    if (known !== undefined) return known;
    const names = [...statement.relevant.keys()];
    const bits = new Map(names.map((name, index) => [name, 1n << BigInt(index)]));
    this.#bits.set(statement, bits);
    return bits;
  }
}

/** Plans name indexes without their schema. */
function plainName(name: string): string {
  return name.replace(/^("(?:[^"]|"")+"|[^.]+)\./, '').replaceAll(/^"|"$/g, '');
}

function maskOf(names: ReadonlySet<string>, bits: ReadonlyMap<string, bigint>): bigint {
  let mask = 0n;
  for (const name of names) mask |= bits.get(name) ?? 0n;
  return mask;
}
