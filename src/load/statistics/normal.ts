/** Two-sided 95 % of the standard normal distribution. */
export const z95 = 1.959964;

/** Share of a standard normal distribution below z, by Marsaglia's series (Evaluating the Normal Distribution, 2004). */
export function normalBelow(z: number): number {
  if (z < -8) return 0;
  if (z > 8) return 1;
  let sum = 0;
  for (let term = z, step = 3; sum + term !== sum; step += 2) {
    sum += term;
    term *= (z * z) / step;
  }
  return 0.5 + (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}

/** How probable a value at least so far from 0, on either side, is. */
export function twoSidedP(z: number): number {
  return Math.min(1, 2 * normalBelow(-Math.abs(z)));
}

/** Two-sided 95 % of Student's t, by the expansion of Abramowitz and Stegun, 26.7.5; within 1 % from 5 degrees on. */
export function t95(degrees: number): number {
  const z = z95;
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  return z + first / degrees + second / degrees ** 2;
}
