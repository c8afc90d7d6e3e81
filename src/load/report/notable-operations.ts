import type { OperationResult } from '../load-result.ts';

export interface NotableOperations {
  readonly shown: readonly OperationResult[];
  readonly hiddenCount: number;
}

/**
 * The operations that fit: all in the order of the mix, or, where there are more than `max`, those with the most
 * failures and then the slowest by p99.
 */
export function notableOperations(
  operations: readonly OperationResult[],
  max: number,
): NotableOperations {
  if (operations.length <= max) return { shown: operations, hiddenCount: 0 };
  const slowUs = new Map(operations.map((one) => [one, one.latency.quantileUs(0.99)]));
  const shown = operations
    .toSorted((a, b) => b.failed - a.failed || (slowUs.get(b) ?? 0) - (slowUs.get(a) ?? 0))
    .slice(0, max);
  return { shown, hiddenCount: operations.length - max };
}
