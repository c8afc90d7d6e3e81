import type { BaselineComparison } from '../baseline/against-baseline.ts';

/** `2 new, 5 known, 1 gone`, and how many nobody can tell of. */
export function baselineWords({ fresh, known, gone, unseen }: BaselineComparison): string {
  const parts = [`${fresh.length} new`, `${known.length} known`, `${gone.length} gone`];
  if (unseen.length > 0) parts.push(`${unseen.length} of checks that were not made`);
  return parts.join(', ');
}
