import { type LogReader, type LogSink, RECORD_CHARACTERS_MAX } from './log-record.ts';

/** The prefix may be anything; what follows it is the same everywhere. */
export const stderrHeader: RegExp =
  /^(.{0,300}?)\b(LOG|DETAIL|STATEMENT|HINT|CONTEXT|QUERY|LOCATION|ERROR|WARNING|NOTICE|INFO|FATAL|PANIC|DEBUG[1-5]?): {2}(.*)$/;

/** They follow the message that they belong to. */
const additions: ReadonlySet<string> = new Set([
  'DETAIL',
  'STATEMENT',
  'HINT',
  'CONTEXT',
  'QUERY',
  'LOCATION',
]);

interface Open {
  readonly prefix: string;
  readonly message: string[];
  readonly detail: string[];
  /** What lines that follow belong to. */
  target: string[] | undefined;
  characters: number;
}

/** Logs as they come on standard error: `log_destination = 'stderr'`, with any `log_line_prefix`. */
export function stderrReader(sink: LogSink): LogReader {
  let open: Open | undefined;
  const close = (): void => {
    if (open !== undefined) {
      const { prefix, message, detail, characters } = open;
      if (characters > RECORD_CHARACTERS_MAX) sink.broken();
      else {
        sink.record({
          ...readPrefix(prefix),
          message: message.join('\n'),
          detail: detail.length === 0 ? undefined : detail.join('\n'),
        });
      }
    }
    open = undefined;
  };
  const add = (target: string[] | undefined, text: string): void => {
    if (open === undefined || target === undefined) return;
    open.target = target;
    open.characters += text.length;
    if (open.characters <= RECORD_CHARACTERS_MAX) target.push(text);
  };
  return {
    line: (text) => {
      // The server puts a tab before every line of a message but the first; some collectors make spaces of it.
      const continued = /^(?:\t| {4,8})(.*)$/.exec(text);
      if (continued !== null) return add(open?.target, continued[1] ?? '');
      const [, prefix, severity = '', rest = ''] = stderrHeader.exec(text) ?? [];
      if (prefix === undefined) {
        if (text.trim() !== '') sink.broken();
      } else if (!additions.has(severity)) {
        close();
        open = { prefix, message: [], detail: [], target: undefined, characters: 0 };
        add(open.message, rest);
      } else if (severity === 'DETAIL') add(open?.detail, rest);
      // The rest is of no use, nor are the lines that go on with it.
      else add([], rest);
    },
    end: close,
  };
}

/** What prefixes mostly have: a time (`%m`, `%t`), a process (`[%p]`, `pid=%p`), a database (`%u@%d`, `db=%d`). */
function readPrefix(prefix: string): {
  time: string | undefined;
  session: string;
  database: string | undefined;
} {
  const time = /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?(?: [A-Z]{3,5}| [+-]\d{2,4})?/.exec(prefix);
  const backend = /\[(\d+)(?:-\d+)?\]|\bpid=(\d+)/.exec(prefix);
  const database = /\bdb(?:name)?=([^,\s]+)|(?:^|[\s,:])[^\s,:@]+@([^\s,:@[\]]+)/.exec(prefix);
  return {
    time: time?.[0],
    session: backend?.[1] ?? backend?.[2] ?? '',
    database: database?.[1] ?? database?.[2],
  };
}
