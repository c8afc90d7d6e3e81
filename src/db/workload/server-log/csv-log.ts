import { type LogReader, type LogSink, RECORD_CHARACTERS_MAX } from './log-record.ts';

/** How a row begins: with its time. */
export const csvStart: RegExp = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} [^,"\s]+,/;

/** Places of columns, the same in all versions. */
const columns = { time: 0, database: 2, session: 5, message: 13, detail: 14 } as const;
/** Version 14 has 26; those to come may have more. */
const COLUMNS_MIN = 23;

/** `log_destination = 'csvlog'`. */
export function csvReader(sink: LogSink): LogReader {
  let open: string[] = [];
  let characters = 0;
  let isQuoted = false;
  const close = (): void => {
    if (open.length === 0) return;
    const fields = isQuoted || characters > RECORD_CHARACTERS_MAX ? [] : fieldsOf(open.join('\n'));
    open = [];
    characters = 0;
    isQuoted = false;
    if (fields.length < COLUMNS_MIN) return sink.broken();
    const field = (name: keyof typeof columns): string => fields[columns[name]] ?? '';
    const detail = field('detail');
    const database = field('database');
    sink.record({
      time: field('time'),
      session: field('session'),
      database: database === '' ? undefined : database,
      message: field('message'),
      detail: detail === '' ? undefined : detail,
    });
  };
  return {
    line: (text) => {
      // A row that was cut off must not swallow all that follows.
      if (isQuoted && csvStart.test(text)) close();
      if (open.length === 0 && text === '') return;
      characters += text.length;
      if (characters <= RECORD_CHARACTERS_MAX) open.push(text);
      for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) {
        isQuoted = !isQuoted;
      }
      if (!isQuoted) close();
    },
    end: close,
  };
}

function fieldsOf(row: string): readonly string[] {
  const fields: string[] = [];
  for (const [, quoted, plain = ''] of row.matchAll(/(?:"((?:[^"]|"")*)"|([^",]*))(?:,|$)/g)) {
    fields.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
  }
  return fields;
}
