import { createContext, Script, type Context } from 'node:vm';

/** Samples are checked against the document's own patterns and choices, which can be made to take for ever. */
const ITEM_MS = 1_000;

/** Watching starts a thread, which costs up to a millisecond, so ordinary documents are watched in large portions. */
const CHUNK_ITEMS = 250;
const CHUNK_MS = 3_000;

/** A document with more items than this that take too long gets no more patience. */
const GIVEN_UP_MAX = 5;

/** Does the work for each item; `undefined` for those that take too long. */
export function mapPatiently<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Result,
): readonly (Result | undefined)[] {
  const patiently = patient(work);
  return Array.from({ length: Math.ceil(items.length / CHUNK_ITEMS) }).flatMap((_, index) => {
    const chunk = items.slice(index * CHUNK_ITEMS, (index + 1) * CHUNK_ITEMS);
    return withinTime(() => chunk.map(work), CHUNK_MS) ?? chunk.map(patiently);
  });
}

/** The same work, which ends with `undefined` where it takes too long. */
export function patient<Item, Result>(
  work: (item: Item) => Result,
): (item: Item) => Result | undefined {
  let givenUp = 0;
  return (item) => {
    if (givenUp === GIVEN_UP_MAX) return undefined;
    const done = withinTime(() => ({ result: work(item) }), ITEM_MS);
    if (done === undefined) givenUp += 1;
    return done?.result;
  };
}

/** Only the engine can stop a regular expression that is running, and `vm` is the door to that. */
function withinTime<Result>(work: () => Result, timeoutMs: number): Result | undefined {
  let result: Result | undefined;
  const run = (): void => {
    result = work();
  };
  try {
    // A context costs a millisecond, so there is one for all.
    context ??= createContext();
    context['run'] = run;
    script.runInContext(context, { timeout: timeoutMs });
    return result;
  } catch (error) {
    if (codeOf(error) === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    throw error;
  }
}

const script = new Script('run()');
let context: Context | undefined;

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
