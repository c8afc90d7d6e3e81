import type { Finding, Place } from '../base/finding.ts';
import type { JsonObject, JsonValue } from '../base/json.ts';
import { isJsonObject } from '../base/json.ts';
import { finding } from './findings.ts';
import { parseJson } from './json-source.ts';
import type { ParsedText } from './parsed-text.ts';
import { formatPointer } from './pointer.ts';
import type { Tokens } from './pointer.ts';
import { lineColumns } from './positions.ts';
import { parseYaml } from './yaml-source.ts';

/** One document as the user has it, parsed. */
export interface Source {
  /** Absolute URI that its references are relative to. */
  readonly uri: string;
  /** How the user knows it: a path, a URL without secrets, `<stdin>`. */
  readonly label: string;
  readonly root: JsonObject;
  /** Whether the text can hold `$id`, `$anchor` or `$self` at all. */
  readonly mayHaveIds: boolean;
  placeOf(tokens: Tokens): Place;
}

export interface SourceText {
  readonly uri: string;
  readonly label: string;
  readonly text: string;
}

/** Parses a text, JSON or YAML. `source` is absent where the findings leave nothing to work on. */
export async function parseSource(
  input: SourceText,
): Promise<{ readonly source?: Source; readonly findings: readonly Finding[] }> {
  const text = input.text.replace(/^\uFEFF/, '');
  const parsed = await parseText(text, input.label);
  const lineColumn = lineColumns(text);
  const placeOf = (tokens: Tokens): Place => ({
    file: input.label,
    ...lineColumn(parsed.positions.offsetOf(tokens)),
    pointer: formatPointer(tokens),
  });
  const findings = parsed.faults.map(({ id, offset, title, fix, tokens }) => {
    const place = { file: input.label, ...lineColumn(offset) };
    const pointer = tokens === undefined ? undefined : formatPointer(tokens);
    return finding(id, 'error', title, pointer === undefined ? place : { ...place, pointer }, fix);
  });
  const { value: root } = parsed;
  if (isJsonObject(root)) {
    const mayHaveIds = /\$(?:id|anchor|dynamicAnchor|self)\b/.test(text);
    return { source: { uri: input.uri, label: input.label, root, mayHaveIds, placeOf }, findings };
  }
  if (findings.length > 0) return { findings };
  return { findings: [notAnObject(root, placeOf([]))] };
}

/** JSON by its first character; what is nearly JSON may still be YAML, of which JSON is a part. */
async function parseText(text: string, label: string): Promise<ParsedText> {
  if (!/^\s*[{[]/.test(text)) return parseYaml(text);
  const parsed = parseJson(text);
  const onlySyntax = parsed.faults.length > 0 && parsed.faults[0]?.id === 'not-json';
  if (!onlySyntax || /\.json$/i.test(label)) return parsed;
  const yaml = await parseYaml(text);
  return yaml.faults.length === 0 ? yaml : parsed;
}

function notAnObject(value: JsonValue | undefined, place: Place): Finding {
  const what =
    value === undefined || value === null
      ? 'is empty'
      : `holds ${Array.isArray(value) ? 'a list' : `a ${typeof value}`}, not an object`;
  const fix = 'Check that this is the right file: an API description is an object with keys.';
  return finding('not-an-object', 'error', `The document ${what}.`, place, fix);
}
