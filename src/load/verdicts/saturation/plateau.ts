/** A server under some load: by Little's law `inFlight = perSecond * latency`, in the mean over a time without change. */
export interface LoadPoint {
  readonly inFlight: number;
  /** Successful requests. */
  readonly perSecond: number;
  readonly p50Ms: number;
  /** When it was so, or at which asked rate. */
  readonly at: number;
}

/**
 * From where on more requests under way bring no more throughput, so that by Little's law they can only wait: the first of
 * the points (by load, ascending) after which throughput grows by a tenth at most although the load at least doubles.
 */
export function plateauFrom(points: readonly LoadPoint[]): LoadPoint | undefined {
  const inFlightMax = points.at(-1)?.inFlight ?? 0;
  return points.find(({ inFlight, perSecond }, index) => {
    const perSecondMax = Math.max(...points.slice(index).map((point) => point.perSecond));
    return (
      perSecond > 0 &&
      perSecondMax <= perSecond * flatMax &&
      inFlightMax >= inFlight * loadGrowthMin
    );
  });
}

/** Where throughput followed the load, it would double as well: a tenth is far from it, and more than noise. */
const flatMax = 1.1;
const loadGrowthMin = 2;
