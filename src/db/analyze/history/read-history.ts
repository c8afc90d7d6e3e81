import { TrivetError } from '../../../base/errors.ts';
import type { JsonValue } from '../../../base/json.ts';
import { invalid, type JsonMember, memberAt, numberOf, textOf } from '../../../base/json-member.ts';
import type { HistoryLine } from './history-line.ts';

/**
 * Reads a history file, the oldest line first; `name` is what errors call it.
 * @throws TrivetError INPUT_INVALID, INPUT_TOO_LARGE
 */
export function readHistory(text: string, name: string): readonly HistoryLine[] {
  if (text.length > TEXT_LENGTH_MAX) {
    throw new TrivetError(
      'INPUT_TOO_LARGE',
      `${name} is larger than ${TEXT_LENGTH_MAX} characters.`,
      {
        hint,
      },
    );
  }
  return text
    .split('\n')
    .flatMap((line, index) =>
      line.trim() === '' ? [] : [historyLine(line, `${name}, line ${index + 1}`)],
    );
}

const hint = 'Name a file that "trivet db analyze --history FILE" wrote, or a new one.';
/** Twice what is ever written. */
const TEXT_LENGTH_MAX: number = 16 * 1024 * 1024;

function historyLine(text: string, file: string): HistoryLine {
  const root: JsonMember = { file, place: '', value: parse(text, file), hint };
  const schema = memberAt(root, 'schema');
  if (schema.value !== historySchema) throw invalid(root, 'a line of the history of a database');
  return {
    at: textOf(memberAt(root, 'at')),
    database: textOf(memberAt(root, 'database')),
    id: textOf(memberAt(root, 'id')),
    text: textOf(memberAt(root, 'text')),
    calls: numberOf(memberAt(root, 'calls')),
    totalMs: numberOf(memberAt(root, 'total_ms')),
    countedCalls: numberOf(memberAt(root, 'counted_calls')),
    countedMs: numberOf(memberAt(root, 'counted_ms')),
  };
}

function parse(text: string, file: string): JsonValue {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TrivetError('INPUT_INVALID', `${file} is not JSON.`, { hint, cause });
  }
}

export const historySchema = 'trivet.analyze-history/1';
