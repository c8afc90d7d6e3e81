import { junit, type JunitCase } from '../../report/junit.ts';
import type { LoadResult } from '../load-result.ts';
import { loadChecks } from './checks.ts';

/**
 * JUnit XML: a test case each for the generator, every threshold, every expectation and the comparison. A comparison
 * that is undecided is skipped, because it neither held nor failed.
 */
export function loadJunit(result: LoadResult): string {
  const cases = loadChecks(result).map(({ kind, name, outcome, detail }): JunitCase => {
    const shown = outcome === 'undecided' ? 'skipped' : outcome;
    return { name, group: `trivet load ${kind}`, outcome: shown, detail };
  });
  const { target, startedAt, durationMs } = result;
  return junit('trivet load', [{ name: target, startedAt, durationMs, cases }]);
}
