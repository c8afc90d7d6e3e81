import { TrivetError } from '../../base/errors.ts';
import type { JsonValue } from '../../base/json.ts';
import {
  invalid,
  itemsOf,
  type JsonMember,
  memberAt,
  numberOf,
  orUndefined,
  positiveOf,
  textOf,
} from '../../base/json-member.ts';

/** What a statement was like when the advice was given. */
export interface SavedStatement {
  readonly id: string;
  readonly text: string;
  readonly calls: number;
  readonly meanMs: number;
}

export interface SavedIndex {
  readonly sql: string;
  readonly table: string;
  /** As the migration calls it. */
  readonly name: string | undefined;
  readonly statements: readonly SavedStatement[];
}

const SCHEMA = 'trivet.advice/1';
const HINT = 'Name a file with what "trivet db suggest-indexes --json" printed.';
const ITEMS_MAX = 10_000;

/**
 * Reads the indexes of an earlier advice; `file` is what errors call it.
 * @throws TrivetError INPUT_INVALID
 */
export function readSavedAdvice(text: string, file: string): readonly SavedIndex[] {
  const root: JsonMember = { file, place: '', value: parse(text, file), hint: HINT };
  const schema = memberAt(root, 'schema');
  if (schema.value !== SCHEMA) throw invalid(schema, `"${SCHEMA}"`);
  return itemsOf(memberAt(root, 'indexes'), ITEMS_MAX).map((index) => ({
    sql: textOf(memberAt(index, 'sql')),
    table: textOf(memberAt(index, 'table')),
    name: orUndefined(memberAt(index, 'name'), textOf),
    statements: itemsOf(memberAt(index, 'statements'), ITEMS_MAX).map(statementOf),
  }));
}

function statementOf(member: JsonMember): SavedStatement {
  const text = memberAt(member, 'text').value;
  return {
    id: textOf(memberAt(member, 'id')),
    // Statements may be of any length.
    text: typeof text === 'string' ? text : '',
    calls: positiveOf(memberAt(member, 'calls')),
    meanMs: numberOf(memberAt(member, 'mean_ms_before')),
  };
}

function parse(text: string, file: string): JsonValue {
  try {
    const value: JsonValue = JSON.parse(text);
    return value;
  } catch (cause) {
    throw new TrivetError('INPUT_INVALID', `${file} is not JSON.`, { hint: HINT, cause });
  }
}
