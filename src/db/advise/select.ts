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
  /** Indexes that gain together what none of them gains alone, such as those of one plan. */
  readonly bundles?: readonly ReadonlySet<string>[];
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
 * finds the large one that decides), and from each of the largest; the best of these, without what others have made
 * needless, and doing without each in turn to see whether what fits then is better. After Schlosser, Kossmann, Boissier:
 * Efficient Scalable Multi-Attribute Index Selection Using Recursive Strategies (ICDE 2019), whose only measure is the
 * first; on the published costs of the Join Order Benchmark it alone misses 15 points.
 */
export async function selectIndexes(problem: SelectionProblem): Promise<Selection> {
  const start = await State.empty(problem);
  const offers = await firstOffers(start);
  const results: State[] = [];
  for (const measure of [byRatio, byGain]) results.push(await greedy(start, measure, offers));
  // Only where room is short does one stand in the way of others.
  for (const seed of isShort(problem) ? largest(offers) : []) {
    const seeded = await start.changed(seed.ids, []);
    if (seeded.fits) results.push(await greedy(seeded, byRatio, offers));
  }
  const best = await improved(least(results), offers);
  return { ids: best.ids, costs: best.costs, bytes: best.bytes };
}

function isShort({ budgetBytes, maxIndexes }: SelectionProblem): boolean {
  return budgetBytes !== undefined || maxIndexes !== undefined;
}

/** Those that gain most alone: with one of them given, the others may turn out otherwise. */
function largest(offers: readonly Offer[]): readonly Offer[] {
  return offers.toSorted((a, b) => b.gain - a.gain).slice(0, SEEDS_MAX);
}

const SEEDS_MAX = 16;

function least(states: readonly State[]): State {
  return states.reduce((a, b) => (b.worth < a.worth ? b : a));
}

type Measure = (gain: number, bytes: number) => number;
const byRatio: Measure = (gain, bytes) => gain / Math.max(1, bytes);
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

/** Indexes that may be added together. */
interface Offer {
  readonly ids: readonly string[];
  readonly bytes: number;
  /** What they gain where nothing else is there. */
  readonly gain: number;
}

/** All that gain anything; what does not, does not later either, but for what needs another index: hence the bundles. */
async function firstOffers(start: State): Promise<readonly Offer[]> {
  const { indexes, bundles = [], gainMin } = start.problem;
  const bytesOf = new Map(indexes.map(({ id, bytes }) => [id, bytes]));
  const sets = [...indexes.map(({ id }) => [id]), ...bundles.map((bundle) => [...bundle])];
  const offers: Offer[] = [];
  for (const ids of sets) {
    const gain = start.loss - (await start.changed(ids, [])).loss;
    const bytes = ids.reduce((sum, id) => sum + (bytesOf.get(id) ?? 0), 0);
    if (gain > gainMin) offers.push({ ids, bytes, gain });
  }
  return offers;
}

interface Placed {
  readonly offer: Offer;
  /** As of when it was last computed: no less than it is now. */
  readonly value: number;
}

/**
 * Takes the best until nothing is worth it. What an index gains hardly ever grows when others are there, so the last known
 * gains are an order to look in, and only the first has to be computed again. After Minoux: Accelerated greedy
 * algorithms for maximizing submodular set functions (1978).
 */
async function greedy(
  start: State,
  measure: Measure,
  offers: readonly Offer[],
  without?: string,
): Promise<State> {
  let state = start;
  let queue: readonly Placed[] = offers
    .filter(({ ids }) => without === undefined || !ids.includes(without))
    .map((offer) => ({ offer, value: measure(offer.gain, offer.bytes) }))
    .toSorted((a, b) => b.value - a.value);
  for (;;) {
    const [first, ...others] = queue;
    if (first === undefined) return state;
    queue = others;
    const added = first.offer.ids.filter((id) => !state.ids.has(id));
    if (added.length === 0) continue;
    const next = await state.changed(added, []);
    const gain = state.loss - next.loss;
    if (!next.fits || gain <= start.problem.gainMin || next.worth >= state.worth) continue;
    const value = measure(gain, next.bytes - state.bytes);
    const isBest = value >= (others[0]?.value ?? -Infinity);
    if (isBest) state = next;
    else queue = placed({ offer: first.offer, value }, others);
  }
}

function placed(one: Placed, others: readonly Placed[]): readonly Placed[] {
  const place = others.findIndex(({ value }) => value < one.value);
  return place === -1 ? [...others, one] : others.toSpliced(place, 0, one);
}

const ROUNDS_MAX = 4;

async function improved(start: State, offers: readonly Offer[]): Promise<State> {
  let state = await pruned(start);
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const before = state.worth;
    state = await withOneMore(await withOneLess(state, offers), offers);
    if (state.worth >= before - EPSILON) break;
  }
  return state;
}

/** Without each in turn, and what is best instead. */
async function withOneLess(start: State, offers: readonly Offer[]): Promise<State> {
  let state = start;
  for (const id of start.ids) {
    if (!state.ids.has(id)) continue;
    const rest = await state.changed([], [id]);
    const others = instead(id, offers, state.problem);
    for (const measure of [byRatio, byGain]) {
      const filled = await greedy(rest, measure, others, id);
      state = better(state, await pruned(filled, affectedBy([id], state.problem)));
    }
  }
  return state;
}

/** With each of the others in turn, and without what that makes needless: one may do for two. */
async function withOneMore(start: State, offers: readonly Offer[]): Promise<State> {
  let state = start;
  for (const { ids } of offers) {
    const added = ids.filter((id) => !state.ids.has(id));
    if (added.length === 0) continue;
    const more = await state.changed(added, []);
    if (more.loss >= state.loss + ROUGHLY) continue;
    state = better(state, await pruned(more, affectedBy(ids, state.problem)));
  }
  return state;
}

function better(old: State, next: State): State {
  return next.fits && next.worth < old.worth - EPSILON ? next : old;
}

/** What may take the place of an index: anything where room is short, else what has an effect on the same statements. */
function instead(
  id: string,
  offers: readonly Offer[],
  problem: SelectionProblem,
): readonly Offer[] {
  if (isShort(problem)) return offers;
  const affected = affectedBy([id], problem);
  return offers.filter(({ ids }) =>
    [...affectedBy(ids, problem)].some((each) => affected.has(each)),
  );
}

function affectedBy(ids: readonly string[], problem: SelectionProblem): ReadonlySet<number> {
  return new Set(ids.flatMap((id) => problem.affected(id)));
}

/** Rounding is no gain. */
const EPSILON = 1e-9;
/** Another index makes nothing slower but writes. */
const ROUGHLY = 0.05;

/** Without those that others have made needless, the largest first; of those with an effect on some statements, or of all. */
async function pruned(start: State, within?: ReadonlySet<number>): Promise<State> {
  let state = start;
  const { indexes, affected } = start.problem;
  const chosen = indexes.filter(
    ({ id }) =>
      start.ids.has(id) && (within === undefined || affected(id).some((each) => within.has(each))),
  );
  for (const { id } of chosen.toSorted((a, b) => b.bytes - a.bytes)) {
    const next = await state.changed([], [id]);
    const isNeedless = next.loss - state.loss <= start.problem.gainMin;
    if (next.worth <= state.worth || isNeedless) state = next;
  }
  return state;
}
