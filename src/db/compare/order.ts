import type { Action, ActionGraph } from './graph.ts';

/**
 * Puts actions in order: every action after what it must follow, and among those that may come next what is least in the way
 * of others first. Returns what is left where they go round in circles.
 */
export function orderActions({ actions, after, soft }: ActionGraph): {
  readonly order: readonly Action[];
  readonly stuck: readonly Action[];
} {
  const waiting = Array.from({ length: actions.length }, () => 0);
  const softWaiting = Array.from({ length: actions.length }, () => 0);
  for (const list of after) for (const place of list) waiting[place] = (waiting[place] ?? 0) + 1;
  for (const list of soft)
    for (const place of list) softWaiting[place] = (softWaiting[place] ?? 0) + 1;
  const isDone = Array.from({ length: actions.length }, () => false);
  const ready = new Ready(actions);
  const hoping = new Set<number>();
  const release = (place: number): void => {
    if (isDone[place] === true || waiting[place] !== 0) return;
    if (softWaiting[place] === 0) ready.add(place);
    else hoping.add(place);
  };
  for (let place = 0; place < actions.length; place += 1) release(place);
  const order: Action[] = [];
  for (;;) {
    let place = ready.take();
    // What would make the plan shorter does not come in time.
    if (place === undefined) [place] = hoping;
    if (place === undefined) break;
    hoping.delete(place);
    isDone[place] = true;
    const action = actions[place];
    if (action !== undefined) order.push(action);
    for (const next of after[place] ?? []) {
      waiting[next] = (waiting[next] ?? 0) - 1;
      release(next);
    }
    for (const next of soft[place] ?? []) {
      softWaiting[next] = (softWaiting[next] ?? 0) - 1;
      if (hoping.has(next) && softWaiting[next] === 0) {
        hoping.delete(next);
        ready.add(next);
      }
    }
  }
  return { order, stuck: actions.filter((_, place) => isDone[place] !== true) };
}

/** What can come next, by phase and then by place. A binary heap. */
class Ready {
  readonly #heap: number[] = [];
  readonly #ranks: readonly number[];

  constructor(actions: readonly Action[]) {
    this.#ranks = actions.map((action, place) => phaseOf(action) * actions.length + place);
  }

  add(place: number): void {
    const heap = this.#heap;
    let at = heap.push(place) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(at, parent)) break;
      this.#swap(at, parent);
      at = parent;
    }
  }

  take(): number | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return last;
    heap[0] = last;
    let at = 0;
    for (;;) {
      const left = at * 2 + 1;
      const right = left + 1;
      let least = at;
      if (left < heap.length && this.#isBefore(left, least)) least = left;
      if (right < heap.length && this.#isBefore(right, least)) least = right;
      if (least === at) return first;
      this.#swap(at, least);
      at = least;
    }
  }

  #isBefore(a: number, b: number): boolean {
    return (this.#ranks[this.#heap[a] ?? 0] ?? 0) < (this.#ranks[this.#heap[b] ?? 0] ?? 0);
  }

  #swap(a: number, b: number): void {
    const kept = this.#heap[a] ?? 0;
    this.#heap[a] = this.#heap[b] ?? 0;
    this.#heap[b] = kept;
  }
}

/**
 * What only stands in the way goes first; then changes and new things; what holds data goes at the end; event triggers,
 * which would see all the rest, come last.
 */
function phaseOf({ verb, object }: Action): number {
  if (object.kind === 'event trigger') return verb === 'create' ? 9 : 0;
  if (object.kind === 'default privilege') return verb === 'create' ? 8 : 1;
  if (verb === 'drop') return object.kind === 'table' || object.kind === 'column' ? 6 : 1;
  if (verb === 'change') return 2;
  return object.kind === 'index' ? 5 : 3;
}
