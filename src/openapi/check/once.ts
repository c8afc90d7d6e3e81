import type { Reporter } from './reporter.ts';

/**
 * Work on a part that several places of a document share is done once, as long as there is nothing to report about it:
 * findings name the place of each use.
 */
export function once<Part extends object, Result>(
  known: Map<Part, Result>,
  part: Part,
  report: Reporter,
  work: () => Result,
): Result {
  const before = known.get(part);
  if (before !== undefined) return before;
  const count = report.count();
  const result = work();
  if (report.count() === count) known.set(part, result);
  return result;
}
