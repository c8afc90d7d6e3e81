import type { ComparedFigure, Comparison } from '../comparison.ts';

/** What a comparison of a server with itself says of the machine: how large a change must be to be seen here. */
export function selfcheckText(comparison: Comparison): string {
  const figures = { ...comparison.latency, throughput: comparison.throughput };
  const seen = Object.entries(figures).map(
    ([name, figure]) => `  ${name.padEnd(12)}${smallestChange(figure)}`,
  );
  const verdict = foundDifference(comparison)
    ? 'It found a difference where there is none: something else keeps this machine busy. Run it again when it is quiet.'
    : 'It found no difference, as it should.';
  return (
    ['', 'SELFCHECK: both targets were the same server.', verdict].join('\n') +
    `\nSmallest change that a comparison of this length would see here:\n${seen.join('\n')}\n`
  );
}

/** True where the machine's noise was taken for a difference. */
export function foundDifference({ verdict }: Comparison): boolean {
  return verdict === 'slower' || verdict === 'faster';
}

/** Half of the interval, which a difference must exceed to leave it; the margin at least. */
function smallestChange({ ci95: [low, high] }: ComparedFigure): string {
  if (low <= 0 || !Number.isFinite(high)) return 'unknown: too little data';
  const factor = Math.sqrt(high / low);
  return `${((factor - 1) * 100).toPrecision(2)} %`;
}
