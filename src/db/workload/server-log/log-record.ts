/** One message of a server's log, as far as it is about a statement. */
export interface LogRecord {
  /** Its time as it stands there, with the time zone. */
  readonly time: string | undefined;
  /** The same for all that one connection did; empty where the log does not say. */
  readonly session: string;
  readonly database: string | undefined;
  readonly message: string;
  readonly detail: string | undefined;
}

/** Reads one format of logs, line by line. */
export interface LogReader {
  line(text: string): void;
  /** After the last line. */
  end(): void;
}

/** Where a reader puts what it reads. */
export interface LogSink {
  record(record: LogRecord): void;
  /** A line, or a few that belong together, that cannot be read. */
  broken(): void;
}

/** Of a message of several lines; what is longer counts as broken. */
export const RECORD_CHARACTERS_MAX: number = 1024 ** 2;
