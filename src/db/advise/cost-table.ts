import { indexesOf } from '../../postgres/what-if/plan.ts';
import type { WhatIf } from '../../postgres/what-if/what-if.ts';
import type { Instance } from './instances.ts';

/** A statement whose cost is asked for with one set of indexes after the other. */
export interface CostedStatement {
  readonly instances: readonly Instance[];
  /** Names of the candidates on its tables. */
  readonly relevant: ReadonlySet<string>;
}

interface Known {
  /** All that could be used when it was planned, and what was. As bits, one for each relevant candidate. */
  readonly available: bigint;
  readonly used: bigint;
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

  constructor(whatIf: WhatIf) {
    this.#whatIf = whatIf;
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
    const plain = new Map([...bits].map(([name, bit]) => [name.replace(/^.*\./, ''), bit]));
    const used = maskOf(indexesOf(plan), plain);
    const entry = { available, used, cost: plan['Total Cost'] };
    entries.push(entry);
    this.#known.set(instance, entries);
    return entry;
  }

  #bitsOf(statement: CostedStatement): ReadonlyMap<string, bigint> {
    const known = this.#bits.get(statement);
    if (known !== undefined) return known;
    const bits = new Map([...statement.relevant].map((name, index) => [name, 1n << BigInt(index)]));
    this.#bits.set(statement, bits);
    return bits;
  }
}

function maskOf(names: ReadonlySet<string>, bits: ReadonlyMap<string, bigint>): bigint {
  let mask = 0n;
  for (const name of names) mask |= bits.get(name) ?? 0n;
  return mask;
}
