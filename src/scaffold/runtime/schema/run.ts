/**
 * What one validation must remember beyond its arguments. Validation is synchronous and calls nothing of the user's,
 * so one record serves all of them, and valid data cost no allocation.
 */
export interface Run {
  /** Nested schemas entered through references that may recur. */
  levels: number;
  /** Such references followed so far. */
  steps: number;
  /** The data went deeper than the limits; the verdict is "invalid" whatever the schema says. */
  tooDeep: boolean;
  /** Verdicts by reference and value, once `steps` passes REMEMBER_AFTER_STEPS. */
  verdicts: Map<object, Map<unknown, boolean>> | undefined;
}

/** Nested schemas on one path through the data. Real documents stay far below; a stack overflow lies far above. */
export const MAX_LEVELS = 1024;

/** Levels of two values that are compared, as `uniqueItems` does. */
export const MAX_COMPARED_LEVELS = 512;

/**
 * A recursive union tries each branch on each child, so that n levels can take 2^n steps. After this many steps
 * verdicts are remembered, which makes the rest linear; ordinary bodies never get here and pay nothing.
 */
export const REMEMBER_AFTER_STEPS = 10_000;

export const run: Run = { levels: 0, steps: 0, tooDeep: false, verdicts: undefined };

/** Starts a validation; also clears what one that ended in an exception left. */
export function beginRun(): void {
  run.levels = 0;
  run.steps = 0;
  run.tooDeep = false;
  run.verdicts = undefined;
}

/** Lets go of the data, which the verdicts refer to. */
export function endRun(): void {
  run.verdicts = undefined;
}

/** The remembered verdicts of one reference. */
export function verdictsOf(reference: object): Map<unknown, boolean> {
  run.verdicts ??= new Map();
  const known = run.verdicts.get(reference);
  if (known !== undefined) return known;
  const verdicts = new Map<unknown, boolean>();
  run.verdicts.set(reference, verdicts);
  return verdicts;
}
