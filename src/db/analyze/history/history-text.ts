import type { HistoryLine } from './history-line.ts';
import { historySchema } from './read-history.ts';

/** Years of daily runs over a few dozen statements. */
const TEXT_LENGTH_MAX: number = 8 * 1024 * 1024;

/** The text of a history file: a JSON document a line. The oldest lines go where it would get too long. */
export function historyText(
  lines: readonly HistoryLine[],
  lengthMax: number = TEXT_LENGTH_MAX,
): string {
  const texts = lines.map(lineText);
  let length = texts.reduce((sum, text) => sum + text.length, 0);
  let first = 0;
  while (length > lengthMax) {
    length -= texts[first]?.length ?? 0;
    first += 1;
  }
  return texts.slice(first).join('');
}

function lineText(line: HistoryLine): string {
  const { at, database, id, text, calls, totalMs, countedCalls, countedMs } = line;
  const document = {
    schema: historySchema,
    at,
    database,
    id,
    text,
    calls,
    total_ms: totalMs,
    counted_calls: countedCalls,
    counted_ms: countedMs,
  };
  return `${JSON.stringify(document)}\n`;
}
