import type { Block, Comparison } from '../comparison.ts';
import type { LoadResult, TimelineRow } from '../load-result.ts';
import { type BlockSeries, groupEach } from '../statistics/block-groups.ts';
import { compareBlocks } from '../statistics/compare-blocks.ts';
import { medianOf } from '../statistics/median.ts';
import type { Baseline, BaselineRow, Calibration, Environment } from './baseline.ts';
import { baselineMismatch } from './baseline-mismatch.ts';

/** The machine as it is now. */
export interface Now {
  readonly environment: Environment;
  readonly calibration: Calibration;
}

/**
 * Judges a run against one of another time, row by row of their timelines; the first row of each, where connections are
 * new and caches cold, is left out where there are at least 4. How fast the machine is may have changed in between:
 * every interval is wider by the factor between its slowest and its fastest calibration. Differences of configuration
 * or machine become caveats; whether to compare at all is for the caller (`baselineMismatch`).
 */
export function compareWithBaseline(
  baseline: Baseline,
  result: LoadResult,
  now: Now,
  margin: number,
): Comparison {
  const { a, b } = ofEqualLength({ a: blocksOf(baseline.rows), b: blocksOf(result.timeline) });
  const blur = spreadOf([baseline.calibration, now.calibration]);
  const comparison = compareBlocks({
    a,
    b,
    nameA: baseline.name,
    nameB: result.target,
    method: 'baseline',
    margin,
    seed: result.config.seed,
    blur,
  });
  return {
    ...comparison,
    caveats: [
      'The baseline was measured at another time, which is weaker than measuring both side by side.',
      ...blurCaveat(blur),
      ...baselineMismatch(baseline, result.config, now.environment),
      ...comparison.caveats,
    ],
  };
}

const rowsBeforeDropMin = 4;

function blocksOf(rows: readonly (BaselineRow | TimelineRow)[]): readonly Block[] {
  const filled = rows.filter(({ lengthMs }) => lengthMs > 0);
  return filled
    .slice(filled.length >= rowsBeforeDropMin ? 1 : 0)
    .map(({ atMs, lengthMs, total, failed, latency }) => ({
      startMs: atMs,
      lengthMs,
      total,
      failed,
      latency,
    }));
}

/** Rows of a long run are wider, and a quantile of more requests scatters less: the narrower ones are merged. */
function ofEqualLength(series: BlockSeries): BlockSeries {
  const wantedMs = Math.max(rowMs(series.a), rowMs(series.b));
  return groupEach(series, {
    countOf: ({ lengthMs }) => lengthMs,
    // A row ends with a tick of the clock, some milliseconds early or late.
    isEnough: (spanMs) => spanMs >= 0.9 * wantedMs,
  });
}

function rowMs(blocks: readonly Block[]): number {
  return medianOf(blocks.map(({ lengthMs }) => lengthMs));
}

/** How many times as fast as at the slowest the machine was at the fastest. */
function spreadOf(calibrations: readonly Calibration[]): number {
  const values = calibrations.flatMap((calibration) => [
    calibration.requestsPerCpuSecondBefore,
    calibration.requestsPerCpuSecondAfter,
  ]);
  return Math.max(...values) / Math.min(...values);
}

function blurCaveat(blur: number): readonly string[] {
  const percent = ((blur - 1) * 100).toFixed(1);
  if (percent === '0.0') return [];
  return [
    `The machine's own speed differed by ${percent} %, by which intervals of ratios are wider.`,
  ];
}
