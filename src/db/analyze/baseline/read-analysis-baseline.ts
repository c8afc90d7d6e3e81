import { TrivetError } from '../../../base/errors.ts';
import type { JsonValue } from '../../../base/json.ts';
import { invalid, itemsOf, type JsonMember, memberAt, textOf } from '../../../base/json-member.ts';
import type { AnalysisBaseline } from './analysis-baseline.ts';

/**
 * Reads the text of a baseline file; `name` is what errors and reports call it.
 * @throws TrivetError INPUT_INVALID, INPUT_TOO_LARGE
 */
export function readAnalysisBaseline(text: string, name: string): AnalysisBaseline {
  if (text.length > TEXT_LENGTH_MAX) {
    throw new TrivetError(
      'INPUT_TOO_LARGE',
      `${name} is larger than ${TEXT_LENGTH_MAX} characters.`,
      {
        hint,
      },
    );
  }
  const root: JsonMember = { file: name, place: '', value: parse(text, name), hint };
  checkSchema(root);
  const findings = itemsOf(memberAt(root, 'findings'), FINDINGS_MAX);
  return { name, keys: new Set(findings.map(textOf)) };
}

/** What helps with every broken baseline. */
const hint = 'Name a file that "trivet db analyze --save-baseline FILE" wrote, or write a new one.';

export const analysisBaselineSchema = 'trivet.analyze-baseline/1';
const TEXT_LENGTH_MAX: number = 32 * 1024 * 1024;
const FINDINGS_MAX = 100_000;

function parse(text: string, name: string): JsonValue {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TrivetError('INPUT_INVALID', `${name} is not JSON.`, { hint, cause });
  }
}

function checkSchema(root: JsonMember): void {
  const { value } = memberAt(root, 'schema');
  if (value === analysisBaselineSchema) return;
  if (typeof value === 'string' && value.startsWith('trivet.analyze-baseline/')) {
    throw new TrivetError(
      'INPUT_INVALID',
      `${root.file} was written by another version of trivet.`,
      { hint },
    );
  }
  throw invalid(root, 'a baseline of findings in a database');
}
