import type { JsonValue } from '../../base/json.ts';
import type { Schema } from '../model.ts';

/** What the making of one value shares: the named schemas, the check, and the work that is left. */
export interface SampleContext {
  readonly schemas: Readonly<Record<string, Schema>>;
  readonly accepts: (schema: Schema, value: JsonValue) => boolean;
  /** Optional properties are included down to this depth. */
  readonly optionalDepth: number;
  readonly budget: { nodes: number };
  readonly depth: number;
  /** How often each named schema has been entered on the way here. */
  readonly entered: ReadonlyMap<string, number>;
}

/** Values that a schema accepts, the best first; none where none is found. */
export type ValuesOf = (schema: Schema, context: SampleContext) => Iterable<JsonValue>;

export function firstOf(values: Iterable<JsonValue>): JsonValue | undefined {
  for (const value of values) return value;
  return undefined;
}

/** Values are nested no deeper than this. */
const MAX_DEPTH = 24;

/** Once within itself is enough to show what a recursive schema looks like. */
const MAX_ENTRIES = 2;

/** The context for what is inside of a value; `undefined` where it would be too deep, or the work is used up. */
export function inside(
  context: SampleContext,
  names: readonly string[],
): SampleContext | undefined {
  if (context.depth >= MAX_DEPTH || context.budget.nodes <= 0) return undefined;
  const entered = new Map(context.entered);
  for (const name of names) {
    const entries = (entered.get(name) ?? 0) + 1;
    if (entries > MAX_ENTRIES) return undefined;
    entered.set(name, entries);
  }
  return { ...context, depth: context.depth + 1, entered };
}
