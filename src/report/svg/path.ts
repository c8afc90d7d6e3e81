import type { Axis } from './axis.ts';

/** Values on a chart; without y there is a gap. */
export type Point = readonly [x: number, y: number | undefined];

/** The data of a line through points, interrupted at gaps. A point alone becomes a dot, given round line ends. */
export function linePath(points: readonly Point[], x: Axis, y: Axis): string {
  return runsOf(points)
    .map((run) => `M${placesOf(run, x, y).join('L')}${run.length === 1 ? 'h0' : ''}`)
    .join('');
}

/** The data of an area between two lines over the same x, interrupted where either has a gap. */
export function areaPath(
  upper: readonly Point[],
  lower: readonly Point[],
  x: Axis,
  y: Axis,
): string {
  const below = new Map(lower);
  const runs = runsOf(
    upper.map(([at, high]) => [at, below.get(at) === undefined ? undefined : high]),
  );
  return runs
    .map((run) => {
      const back = run.map(([at]): Known => [at, below.get(at) ?? 0]).toReversed();
      return `M${[...placesOf(run, x, y), ...placesOf(back, x, y)].join('L')}z`;
    })
    .join('');
}

type Known = readonly [x: number, y: number];

function runsOf(points: readonly Point[]): readonly (readonly Known[])[] {
  const runs: Known[][] = [];
  let run: Known[] = [];
  for (const [x, y] of points) {
    if (y === undefined) run = [];
    else {
      if (run.length === 0) runs.push(run);
      run.push([x, y]);
    }
  }
  return runs;
}

/** `x y`, to a tenth of a unit. */
function placesOf(run: readonly Known[], x: Axis, y: Axis): readonly string[] {
  return run.map(([at, value]) => `${tenths(x.place(at))} ${tenths(y.place(value))}`);
}

/** A tenth of a unit is finer than a screen. */
export function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
