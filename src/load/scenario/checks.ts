import { checksMax } from './limits.ts';

/** How often a check held. Plain data: it crosses threads. */
export interface CheckCount {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
}

/** Counts the checks of a scenario by name. */
export class Checks {
  readonly #counts = new Map<string, { passed: number; failed: number }>();

  /** Returns what it is told. */
  count(name: string, held: boolean): boolean {
    const place = this.#counts.has(name) || this.#counts.size < checksMax ? name : 'other checks';
    const counts = this.#counts.get(place) ?? { passed: 0, failed: 0 };
    this.#counts.set(place, counts);
    if (held) counts.passed += 1;
    else counts.failed += 1;
    return held;
  }

  /** What was counted since the last call. */
  take(): readonly CheckCount[] {
    const taken = Array.from(this.#counts, ([name, counts]) => ({ name, ...counts }));
    this.#counts.clear();
    return taken;
  }
}

/** The counts of several workers together, in the order in which names appear first. */
export function sumChecks(lists: readonly (readonly CheckCount[])[]): readonly CheckCount[] {
  const sums = new Map<string, CheckCount>();
  for (const { name, passed, failed } of lists.flat()) {
    const sum = sums.get(name);
    sums.set(name, {
      name,
      passed: passed + (sum?.passed ?? 0),
      failed: failed + (sum?.failed ?? 0),
    });
  }
  return [...sums.values()];
}
