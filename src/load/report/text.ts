import type { Style } from '../../report/style.ts';
import type { LoadResult } from '../load-result.ts';
import { checkLines } from './text/checks.ts';
import { comparisonLines } from './text/comparison.ts';
import { headLines } from './text/head.ts';
import { latencyLines } from './text/latency.ts';
import { limitLines } from './text/limit.ts';
import { operationLines } from './text/operations.ts';
import { errorLines, throughputLines } from './text/outcome.ts';
import { rateLimitLines } from './text/rate-limit.ts';
import { recommendationLines } from './text/recommendations.ts';

/**
 * The report for people: header, throughput, latency, errors and recommendations, then whatever else a run has to say,
 * block by block, what decides its exit code last.
 */
export function loadText(result: LoadResult, style: Style): string {
  const blocks = [
    headLines(result, style),
    throughputLines(result, style),
    latencyLines(result, style),
    errorLines(result, style),
    ...recommendationLines(result, style),
    operationLines(result, style),
    limitLines(result, style),
    rateLimitLines(result, style),
    comparisonLines(result, style),
    checkLines(result, style),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}
