import { ms, withSeparators } from '../../../report/number.ts';
import { countAbove } from '../count-above.ts';
import { wholeRows } from '../rows.ts';
import type { Measurement } from '../verdict.ts';

/** What to do about requests above the target: the most precise that the figures allow, else what helps most often. */
export function fixFor(result: Measurement, targetMs: number, above: number): string {
  return (
    timeoutFix(result, above) ??
    waitingFix(result, targetMs) ??
    momentFix(result, targetMs, above) ??
    operationFix(result, targetMs) ??
    'Consider: connection pooling, query optimization, or horizontal scaling.'
  );
}

/** Requests without a response are timed only where they waited in vain. */
function timeoutFix({ classes }: Measurement, above: number): string | undefined {
  const waited = classes.find(({ name }) => name === 'no response')?.latency.count ?? 0;
  if (waited < above / 2) return undefined;
  return `Look at the timeouts first: they are ${withSeparators(Math.min(waited, above))} of the ${withSeparators(above)} requests above the target.`;
}

function waitingFix(
  { latency, latencyCorrected }: Measurement,
  targetMs: number,
): string | undefined {
  const sentMs = latency.quantileUs(0.99) / 1000;
  if (latencyCorrected === undefined || sentMs > targetMs) return undefined;
  return `Find what keeps requests waiting, or raise --concurrency: once they are sent, 99% are answered within ${ms(sentMs)}ms.`;
}

function momentFix(result: Measurement, targetMs: number, above: number): string | undefined {
  const rows = wholeRows(result);
  const slowest = rows
    .map(({ atMs, latency }) => ({ atMs, slow: countAbove(latency, targetMs) }))
    .filter(({ slow }) => slow > 0)
    .toSorted((a, b) => b.slow - a.slow)
    .slice(0, Math.floor(rows.length * momentMax));
  const together = slowest.reduce((sum, { slow }) => sum + slow, 0);
  const [first] = slowest.toSorted((a, b) => a.atMs - b.atMs);
  if (first === undefined || together < above * nearlyAll) return undefined;
  return `Find out what happened around second ${Number((first.atMs / 1000).toFixed(1))}: nearly all requests above the target ended within a tenth of the run.`;
}

const momentMax = 0.1;
const nearlyAll = 0.9;

function operationFix({ operations }: Measurement, targetMs: number): string | undefined {
  const slow = operations.filter(({ latency }) => latency.quantileUs(0.99) > targetMs * 1000);
  const [only] = slow;
  if (only === undefined || slow.length > 1 || operations.length === 1) return undefined;
  return `Start with ${only.name} (P99 ${ms(only.latency.quantileUs(0.99) / 1000)}ms): all other operations stay within the target.`;
}
