export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Pearson's coefficient, -1 to 1; 0 where one of them does not vary. */
export function correlation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [sum(a) / a.length, sum(b) / b.length];
  let [both, squaresA, squaresB] = [0, 0, 0];
  for (const [index, value] of a.entries()) {
    const [x, y] = [value - meanA, (b[index] ?? 0) - meanB];
    both += x * y;
    squaresA += x * x;
    squaresB += y * y;
  }
  return squaresA === 0 || squaresB === 0 ? 0 : both / Math.sqrt(squaresA * squaresB);
}

/** Standard deviation by the mean: how much it varies from window to window. */
export function variation(values: readonly number[]): number {
  const mean = sum(values) / values.length;
  if (mean === 0) return 0;
  return Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / values.length) / mean;
}

export interface Fit {
  /** Of each column, 0 or more. */
  readonly coefficients: readonly number[];
  /** What they predict. */
  readonly fitted: readonly number[];
}

/**
 * Non-negative least squares: the coefficients of columns that add up to the target best. By coordinate descent on the normal
 * equations, which is exact enough for a few columns (Franc, Hlaváč, Navara 2005, “Sequential coordinate-wise algorithm”).
 */
export function nonNegativeFit(
  columns: readonly (readonly number[])[],
  target: readonly number[],
): Fit {
  const products = columns.map((a) => columns.map((b) => dot(a, b)));
  const wanted = columns.map((column) => dot(column, target));
  const coefficients = columns.map(() => 0);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, row] of products.entries()) {
      const own = row[index] ?? 0;
      if (own === 0) continue;
      const rest = dot(row, coefficients) - own * (coefficients[index] ?? 0);
      coefficients[index] = Math.max(0, ((wanted[index] ?? 0) - rest) / own);
    }
  }
  const fitted = target.map((_, at) =>
    sum(columns.map((column, index) => (column[at] ?? 0) * (coefficients[index] ?? 0))),
  );
  return { coefficients, fitted };
}

/** Far more than columns that vary independently need. */
const ROUNDS = 500;

function dot(a: readonly number[], b: readonly number[]): number {
  return sum(a.map((value, index) => value * (b[index] ?? 0)));
}
