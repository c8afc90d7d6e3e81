import type { LogReader, LogRecord, LogSink } from './log-record.ts';

/** `log_destination = 'jsonlog'`, which servers have since version 15. */
export function jsonReader(sink: LogSink): LogReader {
  return {
    line: (text) => {
      if (text.trim() === '') return;
      const record = jsonRecord(text);
      if (record === undefined) sink.broken();
      else sink.record(record);
    },
    end: () => undefined,
  };
}

/** Undefined for what is no line of such a log. */
export function jsonRecord(text: string): LogRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('error_severity' in value)) return undefined;
  const members = new Map<string, unknown>(Object.entries(value));
  const member = (name: string): string | undefined => {
    const found = members.get(name);
    return typeof found === 'string' ? found : undefined;
  };
  return {
    time: member('timestamp'),
    session: member('session_id') ?? '',
    database: member('dbname'),
    message: member('message') ?? '',
    detail: member('detail'),
  };
}
