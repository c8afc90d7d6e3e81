/** One record of a CSV text, and the line where it starts. */
export interface CsvRecord {
  readonly fields: readonly string[];
  readonly line: number;
}

/**
 * The records of a CSV text (RFC 4180): commas, lines ended by CRLF or LF, fields in quotes where they hold any of these,
 * quotes doubled within. Empty lines are skipped; an empty value on a line of its own is `""`.
 * @throws what `fail` makes of a line and what is wrong with it
 */
export function csvRecords(
  text: string,
  fail: (line: number, what: string) => Error,
): readonly CsvRecord[] {
  const records: CsvRecord[] = [];
  const reader: Reader = { text, at: 0, line: 1, fail };
  while (reader.at < text.length) {
    const { line } = reader;
    if (skipLineEnd(reader)) continue;
    const fields = [readField(reader)];
    while (text[reader.at] === ',') {
      reader.at += 1;
      fields.push(readField(reader));
    }
    skipLineEnd(reader);
    records.push({ fields, line });
  }
  return records;
}

interface Reader {
  readonly text: string;
  at: number;
  line: number;
  readonly fail: (line: number, what: string) => Error;
}

function skipLineEnd(reader: Reader): boolean {
  const [end] = lineEnd.exec(reader.text.slice(reader.at, reader.at + 2)) ?? [];
  if (end === undefined) return false;
  reader.at += end.length;
  reader.line += 1;
  return true;
}

const lineEnd = /^\r?\n/;

function readField(reader: Reader): string {
  return reader.text[reader.at] === '"' ? readQuoted(reader) : readPlain(reader);
}

function readPlain(reader: Reader): string {
  plainField.lastIndex = reader.at;
  const [field = ''] = plainField.exec(reader.text) ?? [];
  reader.at += field.length;
  return field;
}

/** A carriage return is part of a field unless it ends the line. */
const plainField = /[^,\r\n]*(?:\r(?!\n)[^,\r\n]*)*/y;

function readQuoted(reader: Reader): string {
  quotedField.lastIndex = reader.at;
  const [whole] = quotedField.exec(reader.text) ?? [];
  if (whole === undefined) throw reader.fail(reader.line, 'a quote is opened and never closed');
  reader.at += whole.length;
  const next = reader.text.slice(reader.at, reader.at + 2);
  if (next !== '' && !next.startsWith(',') && !lineEnd.test(next)) {
    throw reader.fail(reader.line, 'there is text after a closing quote');
  }
  const field = whole.slice(1, -1);
  reader.line += field.split('\n').length - 1;
  return field.replaceAll('""', '"');
}

const quotedField = /"[^"]*(?:""[^"]*)*"/y;
