import { TrivetError } from '../../base/errors.ts';
import { csvRecords } from './csv.ts';
import type { DataTable } from './data.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.ts';

/** The table of a file with values: JSON Lines where its name ends in `.jsonl` or `.ndjson`, else CSV. */
export function readData(text: string, file: string, order: DataTable['order']): DataTable {
  const withoutMark = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const table = /\.(?:jsonl|ndjson)$/i.test(file)
    ? jsonLinesTable(withoutMark, file)
    : csvTable(withoutMark, file);
  if (table.rows.length === 0) throw unreadable(file, 'there is not a single row in it');
  return { ...table, order };
}

type Rows = Pick<DataTable, 'columns' | 'rows'>;

/** The first record names the columns; every other one has as many fields. */
function csvTable(text: string, file: string): Rows {
  const [header, ...records] = csvRecords(text, (line, what) =>
    unreadable(file, `line ${line}: ${what}`),
  );
  const columns = (header?.fields ?? []).map((name) => name.trim());
  const twice = columns.find((name, index) => name !== '' && columns.indexOf(name) !== index);
  if (twice !== undefined) throw unreadable(file, `it has two columns named ${twice}`);
  for (const { fields, line } of records) {
    if (fields.length === columns.length) continue;
    throw unreadable(
      file,
      `line ${line} has ${fields.length} fields, but the header names ${columns.length}`,
    );
  }
  return { columns, rows: records.map(({ fields }) => fields) };
}

/** Keys of all objects are columns; where an object lacks one, its value is empty. */
function jsonLinesTable(text: string, file: string): Rows {
  const objects: JsonObject[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() !== '') objects.push(parseLine(line, index + 1, file));
  }
  const columns = [...new Set(objects.flatMap((object) => Object.keys(object)))];
  const rows = objects.map((object) =>
    columns.map((name) => (Object.hasOwn(object, name) ? valueText(object[name] ?? null) : '')),
  );
  return { columns, rows };
}

function parseLine(line: string, number: number, file: string): JsonObject {
  try {
    const value: unknown = JSON.parse(line);
    if (isJsonObject(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw unreadable(file, `line ${number} is no JSON object`);
}

/** As a template inserts it: texts as they are, everything else as JSON. */
export function valueText(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function unreadable(file: string, what: string): TrivetError {
  return new TrivetError('INPUT_UNREADABLE', `${file} cannot be read: ${what}.`, {
    hint: 'Give CSV with a header line (RFC 4180), or one JSON object per line in a .jsonl file.',
  });
}
