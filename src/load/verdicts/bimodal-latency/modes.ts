import type { Histogram } from '../../../http/histogram.ts';

/** Two humps of a distribution. */
export interface Modes {
  /** Where each is highest. */
  readonly lowMs: number;
  readonly highMs: number;
  /** Between them, where the distribution is lowest. */
  readonly valleyMs: number;
  /** Of all values, 0 to 1. */
  readonly highShare: number;
}

/**
 * Finds two modes in the logarithms of latencies: at least a factor 3 apart, each with at least 5 % of the values, and a
 * valley between them that chance does not make. The density is estimated with a Gaussian kernel whose width is fixed
 * (Silverman, Density Estimation for Statistics and Data Analysis, 1986), because a mode narrower than a fifth of a decade
 * is no other kind of request.
 */
export function modesOf(histogram: Histogram): Modes | undefined {
  if (histogram.count < countMin) return undefined;
  const density = smoothed(binsOf(histogram));
  const peaks = peaksOf(density);
  let best: Modes | undefined;
  let bestDepth = 0;
  for (const [index, low] of peaks.entries()) {
    for (const high of peaks.slice(index + 1)) {
      const valley = lowestBetween(density, low, high);
      const depth = depthOf(density, low, valley, high);
      const modes = {
        lowMs: msAt(low),
        highMs: msAt(high),
        valleyMs: msAt(valley),
        highShare: 1 - histogram.shareUpTo(msAt(valley) * 1000),
      };
      if (depth <= bestDepth || !areSeparate(modes)) continue;
      [best, bestDepth] = [modes, depth];
    }
  }
  return best;
}

/** 5 % of them are 25 requests. */
const countMin = 500;
const binsPerDecade = 20;
/** In bins; a tenth of a decade. */
const kernelWidth = 2;
const kernelReach = 3 * kernelWidth;
/** Faster ones are within the resolution of the histogram. */
const fastestUs = 20;
const factorMin = 3;
const shareMin = 0.05;
/** A valley is at most half as high as the lower of both peaks ... */
const depthMin = 0.5;
/** ... by at least so many standard deviations of what was counted there. */
const deviationsMin = 4;
/** So many bins count for one value of the smoothed density: 1 / the sum of the squared weights of the kernel. */
const binsInKernel: number = 2 * Math.sqrt(Math.PI) * kernelWidth;

function binsOf(histogram: Histogram): Float64Array {
  const bins = new Float64Array(binOf(histogram.maxUs) + kernelReach + 1);
  for (const { fromUs, toUs, count } of histogram.buckets()) {
    const bin = binOf((fromUs + toUs) / 2);
    bins[bin] = (bins[bin] ?? 0) + count;
  }
  return bins;
}

/** Leaves room for the kernel at the lower end. */
function binOf(us: number): number {
  const decades = Math.log10(Math.max(us, fastestUs) / fastestUs);
  return Math.floor(decades * binsPerDecade) + kernelReach;
}

/** Middle of a bin. */
function msAt(bin: number): number {
  return (fastestUs * 10 ** ((bin - kernelReach + 0.5) / binsPerDecade)) / 1000;
}

function smoothed(bins: Float64Array): Float64Array {
  return bins.map((_one, bin) => {
    let sum = 0;
    for (let off = -kernelReach; off <= kernelReach; off += 1) {
      sum += (bins[bin + off] ?? 0) * Math.exp(-((off / kernelWidth) ** 2) / 2);
    }
    return sum / (Math.sqrt(2 * Math.PI) * kernelWidth);
  });
}

function peaksOf(density: Float64Array): readonly number[] {
  return [...density.keys()].filter((bin) => {
    const own = density[bin] ?? 0;
    return own > (density[bin - 1] ?? 0) && own >= (density[bin + 1] ?? 0);
  });
}

function lowestBetween(density: Float64Array, low: number, high: number): number {
  let lowest = low;
  for (let bin = low; bin <= high; bin += 1) {
    if ((density[bin] ?? 0) < (density[lowest] ?? 0)) lowest = bin;
  }
  return lowest;
}

/** How much of the lower peak the valley takes away, 0 to 1; 0 where chance may have made it. */
function depthOf(density: Float64Array, low: number, valley: number, high: number): number {
  const peak = Math.min(density[low] ?? 0, density[high] ?? 0);
  const drop = peak - (density[valley] ?? 0);
  const deviation = Math.sqrt(peak / binsInKernel);
  return drop < deviationsMin * deviation || drop < peak * depthMin ? 0 : drop / peak;
}

function areSeparate({ lowMs, highMs, highShare }: Modes): boolean {
  return highMs >= lowMs * factorMin && highShare >= shareMin && highShare <= 1 - shareMin;
}
