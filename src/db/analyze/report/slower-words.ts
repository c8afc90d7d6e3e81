import { ms, withSeparators } from '../../../report/number.ts';
import type { SlowerStatement } from '../history/slower.ts';

/** `4.1 ms (1,200 calls, 2026-01-05) → 9.7 ms (800 calls)`. */
export function slowerWords(statement: SlowerStatement): string {
  const { meanMsThen, meanMsNow, callsThen, callsNow, at } = statement;
  return `${ms(meanMsThen)} ms (${withSeparators(callsThen)} calls, ${at.slice(0, 10)}) → ${ms(meanMsNow)} ms (${withSeparators(callsNow)} calls)`;
}
