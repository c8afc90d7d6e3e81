import { TrivetError } from '../../base/errors.ts';
import { load } from '../load.ts';
import type { LoadIo, LoadRequest } from '../load-request.ts';
import type { LoadResult } from '../load-result.ts';
import { configOf } from '../measure.ts';
import type { Baseline, Environment } from './baseline.ts';
import { baselineDocument } from './baseline-document.ts';
import { baselineMismatch } from './baseline-mismatch.ts';
import { compareWithBaseline } from './compare-with-baseline.ts';

export interface BaselineRun {
  readonly result: LoadResult;
  /** To be saved as the baseline of later runs. */
  readonly document: Readonly<Record<string, unknown>>;
}

export interface BaselineOptions {
  /** What the run is compared with; undefined: it only becomes a baseline itself. */
  readonly baseline: Baseline | undefined;
  /** Compare also where configuration or machine differ. */
  readonly anyway: boolean;
  readonly environment: Environment;
}

/**
 * Runs a load test between two calibrations, and compares it with a baseline. Throws `BASELINE_MISMATCH` before the run
 * where the two cannot be compared, and what `load` throws.
 */
export async function loadWithBaseline(
  request: LoadRequest,
  io: LoadIo,
  { baseline, anyway, environment }: BaselineOptions,
): Promise<BaselineRun> {
  if (baseline !== undefined && !anyway) refuseMismatch(baseline, request, environment);
  const { calibrate } = await import('../calibrate.ts');
  const requestsPerCpuSecondBefore = await calibrate(io.cpuUs);
  const measured = await load(request, io);
  // After Ctrl-C nobody waits for a figure that only a saved baseline needs.
  const requestsPerCpuSecondAfter = io.signal.aborted
    ? requestsPerCpuSecondBefore
    : await calibrate(io.cpuUs);
  const calibration = { requestsPerCpuSecondBefore, requestsPerCpuSecondAfter };
  const result =
    baseline === undefined
      ? measured
      : {
          ...measured,
          comparison: compareWithBaseline(
            baseline,
            measured,
            { environment, calibration },
            request.margin,
          ),
        };
  return { result, document: baselineDocument(measured, environment, calibration) };
}

function refuseMismatch(baseline: Baseline, request: LoadRequest, environment: Environment): void {
  const differences = baselineMismatch(baseline, configOf(request), environment);
  if (differences.length === 0) return;
  throw new TrivetError(
    'BASELINE_MISMATCH',
    `${baseline.name} cannot be compared with this run.\n${differences.join('\n')}`,
    { hint: 'Run as the baseline was run, save a new one with --save, or add --compare-anyway.' },
  );
}
