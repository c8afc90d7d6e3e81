/**
 * How many independent values a series is worth: n (1 - r) / (1 + r) with the correlation r of neighbours, as for a
 * first-order autoregressive process (Bayley and Hammersley, The "effective" number of independent observations in an
 * autocorrelated time series, 1946). The estimate of r is too low in short series by about (1 + 3 r) / n (Kendall, Note
 * on bias in the estimation of autocorrelation, 1954), which is put right. Never more than n.
 */
export function effectiveSize(series: readonly number[]): number {
  const { length } = series;
  const mean = series.reduce((sum, value) => sum + value, 0) / length;
  let squares = 0;
  let products = 0;
  for (const [index, value] of series.entries()) {
    squares += (value - mean) ** 2;
    if (index > 0) products += (value - mean) * ((series[index - 1] ?? 0) - mean);
  }
  if (squares === 0) return length;
  const estimate = products / squares;
  const r = Math.min(0.99, Math.max(0, estimate + (1 + 3 * estimate) / length));
  return (length * (1 - r)) / (1 + r);
}
