/** What is known of a figure: on a scale on which the margin is the same in both directions. */
export interface Uncertain {
  /** Distance of the estimate from no difference. */
  readonly distance: number;
  /** Half of the width of the interval. */
  readonly halfWidth: number;
  readonly margin: number;
  readonly spentMs: number;
}

/**
 * How long a comparison would have to take in all until an undecided figure is decided, roughly: intervals shrink with
 * the square root of the time. It is decided when the interval leaves out no difference, or keeps within the margin,
 * whichever is closer. At least a tenth more than was spent.
 */
export function timeToDecide({ distance, halfWidth, margin, spentMs }: Uncertain): number {
  const wanted = Math.max(margin - distance, distance * severalFigures);
  return Math.ceil(spentMs * Math.max(1.1, (halfWidth / wanted) ** 2));
}

/** Five figures are tested at 99 % each (Holm's first step), for which an interval of 95 % must be narrower: 1.96 / 2.58. */
const severalFigures = 0.76;
