/** An index that may be chosen. */
export interface SelectableIndex {
  readonly id: string;
  readonly bytes: number;
  /** What writes cost more because of it, over the time of the workload. */
  readonly upkeepMs: number;
  /** Its table: others of the same may take its place. */
  readonly table: string;
}

export interface SelectionProblem {
  readonly indexes: readonly SelectableIndex[];
  /** How many statements there are; they are known by number. */
  readonly statements: number;
  /** Time of all calls of a statement with a set of indexes, in milliseconds. */
  readonly cost: (statement: number, ids: ReadonlySet<string>) => Promise<number>;
  /** Statements that an index may have an effect on. */
  readonly affected: (id: string) => readonly number[];
  /** What is to become small, from the times of all statements and what the indexes cost the writes. */
  readonly objective: (costs: readonly number[], upkeepMs: number) => number;
  /** Room for new indexes; without it, each has to be worth its room by `byteWorth`. */
  readonly budgetBytes?: number;
  readonly maxIndexes?: number;
  /** How much of the objective one byte must gain at least: what room costs where no budget says it. */
  readonly byteWorth: number;
  /** Less than this is no gain but noise of the model. */
  readonly gainMin: number;
}

export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** By statement, in milliseconds. */
  readonly costs: readonly number[];
  readonly bytes: number;
}

/**
 * Chooses a set of indexes: twice greedily, by gain for its room (which finds many small ones) and by gain alone (which
 * finds the large one that decides), each followed by taking out what others have made needless and by exchanging single
 * ones; the better of the two. After Schlosser, Kossmann, Boissier: Efficient Scalable Multi-Attribute Index Selection
 * Using Recursive Strategies (ICDE 2019), whose only measure is the first; on the published costs of the Join Order
 * Benchmark it alone misses 15 points.
 */
export async function selectIndexes(problem: SelectionProblem): Promise<Selection> {
  const start = await State.empty(problem);
  const results: State[] = [];
  for (const measure of [byRatio, byGain]) {
    results.push(await improved(await greedy(start, measure)));
  }
  const best = results.reduce((a, b) => (b.worth < a.worth ? b : a));
  return { ids: best.ids, costs: best.costs, bytes: best.bytes };
}

type Measure = (gain: number, index: SelectableIndex) => number;
const byRatio: Measure = (gain, { bytes }) => gain / bytes;
const byGain: Measure = (gain) => gain;

/** A set of indexes and what it leads to. */
class State {
  readonly problem: SelectionProblem;
  readonly ids: ReadonlySet<string>;
  readonly costs: readonly number[];
  readonly bytes: number;
  /** By the objective alone; less is better. */
  readonly loss: number;

  constructor(problem: SelectionProblem, ids: ReadonlySet<string>, costs: readonly number[]) {
    this.problem = problem;
    this.ids = ids;
    this.costs = costs;
    const chosen = problem.indexes.filter(({ id }) => ids.has(id));
    this.bytes = chosen.reduce((sum, { bytes }) => sum + bytes, 0);
    const upkeepMs = chosen.reduce((sum, index) => sum + index.upkeepMs, 0);
    this.loss = problem.objective(costs, upkeepMs);
  }

  static async empty(problem: SelectionProblem): Promise<State> {
    const ids: ReadonlySet<string> = new Set();
    const numbers = Array.from({ length: problem.statements }, (_, number) => number);
    const costs: number[] = [];
    for (const number of numbers) costs.push(await problem.cost(number, ids));
    return new State(problem, ids, costs);
  }

  /** With what the room costs; less is better. */
  get worth(): number {
    const { budgetBytes, byteWorth } = this.problem;
    return this.loss + (budgetBytes === undefined ? this.bytes * byteWorth : 0);
  }

  get fits(): boolean {
    const { budgetBytes = Infinity, maxIndexes = Infinity } = this.problem;
    return this.bytes <= budgetBytes && this.ids.size <= maxIndexes;
  }

  /** Only what the changed indexes have an effect on is computed again. */
  async changed(added: readonly string[], removed: readonly string[]): Promise<State> {
    const { problem } = this;
    const ids = new Set([...this.ids, ...added]);
    for (const id of removed) ids.delete(id);
    const costs = [...this.costs];
    const affected = new Set([...added, ...removed].flatMap((id) => problem.affected(id)));
    for (const number of affected) costs[number] = await problem.cost(number, ids);
    return new State(problem, ids, costs);
  }
}

interface Offer {
  readonly index: SelectableIndex;
  readonly value: number;
  /** How many were chosen when the value was computed. */
  readonly asOf: number;
}

/**
 * Takes the best until nothing is worth it. What an index gains hardly ever grows when others are there, so the last known
 * gains are an order to look in, and only the first has to be computed again. After Minoux: Accelerated greedy
 * algorithms for maximizing submodular set functions (1978).
 */
async function greedy(start: State, measure: Measure): Promise<State> {
  let state = start;
  let offers: Offer[] = start.problem.indexes.map((index) => ({
    index,
    value: Infinity,
    asOf: -1,
  }));
  while (offers.length > 0) {
    const [first, ...others] = offers;
    if (first === undefined) break;
    if (first.asOf === state.ids.size) {
      const next = await state.changed([first.index.id], []);
      if (next.fits && next.worth < state.worth) state = next;
      offers = others;
      continue;
    }
    const next = await state.changed([first.index.id], []);
    const gain = state.loss - next.loss;
    // What is no gain now is none later, but for what needs another index: that is what exchanging is for.
    offers =
      gain < start.problem.gainMin
        ? others
        : placed(
            { index: first.index, value: measure(gain, first.index), asOf: state.ids.size },
            others,
          );
  }
  return state;
}

function placed(offer: Offer, offers: readonly Offer[]): Offer[] {
  const place = offers.findIndex(({ value }) => value < offer.value);
  return place === -1 ? [...offers, offer] : offers.toSpliced(place, 0, offer);
}

const ROUNDS_MAX = 4;

async function improved(start: State): Promise<State> {
  let state = start;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const before = state.worth;
    state = await exchanged(await pruned(state));
    state = await greedy(state, byGain);
    if (state.worth >= before) break;
  }
  return pruned(state);
}

/** Without those that others have made needless, the largest first. */
async function pruned(start: State): Promise<State> {
  let state = start;
  const chosen = start.problem.indexes.filter(({ id }) => start.ids.has(id));
  for (const { id } of chosen.toSorted((a, b) => b.bytes - a.bytes)) {
    const next = await state.changed([], [id]);
    const isNeedless = next.loss - state.loss < start.problem.gainMin;
    if (next.worth <= state.worth || isNeedless) state = next;
  }
  return state;
}

/** One of the same table for another. */
async function exchanged(start: State): Promise<State> {
  let state = start;
  for (const old of start.problem.indexes.filter(({ id }) => start.ids.has(id))) {
    let best = state;
    for (const { id, table } of start.problem.indexes) {
      if (table !== old.table || state.ids.has(id) || !state.ids.has(old.id)) continue;
      const next = await state.changed([id], [old.id]);
      if (next.fits && next.worth < best.worth) best = next;
    }
    state = best;
  }
  return state;
}
