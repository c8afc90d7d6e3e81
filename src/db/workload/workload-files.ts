import { TrivetError } from '../../base/errors.ts';
import { counted } from '../../report/text.ts';
import { ms } from '../../report/number.ts';
import { lineBatches } from './line-batches.ts';
import { csvReader, csvStart } from './server-log/csv-log.ts';
import { jsonReader, jsonRecord } from './server-log/json-log.ts';
import { LoggedCalls } from './server-log/logged-calls.ts';
import type { LogReader, LogSink } from './server-log/log-record.ts';
import { stderrHeader, stderrReader } from './server-log/stderr-log.ts';
import { StatementCollector, type CollectedStatements } from './statement-collector.ts';
import { readStatementFile } from './statement-file.ts';
import { TimeSpan } from './time-span.ts';
import { timesOf, type Workload } from './workload.ts';

/** A file of statements, or a log of a server; which of them, its content says. */
export interface WorkloadFile {
  /** For people. */
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/**
 * What the files say that a database is asked: logs (on standard error, as CSV, as JSON) and statements. Logs may have any
 * length. Throws `INPUT_INVALID` where there is no statement in them, `INPUT_TOO_LARGE` for a large file of statements.
 */
export async function readWorkloadFiles(
  files: readonly WorkloadFile[],
  database: string,
): Promise<Workload> {
  const collector = await StatementCollector.open();
  const span = new TimeSpan();
  const notes: string[] = [];
  const sources: string[] = [];
  for (const file of files) {
    const { kind, broken } = await readFile(file, collector, span);
    sources.push(`${file.name} (${kind})`);
    if (broken > 0) notes.push(`${counted(broken, 'line')} of ${file.name} could not be read.`);
  }
  const collected = await collector.statementsOf(database);
  if (collected.statements.length === 0) throw nothingIn(files);
  const { days } = span;
  return {
    source: sources.join(', '),
    statements: collected.statements,
    notes: [...notes, ...notesOn(collector, collected, database)],
    ...(days === undefined ? {} : { countedDays: days }),
  };
}

type Kind = 'statements' | keyof typeof logKinds;

const logKinds = {
  'log on standard error': stderrReader,
  'log as CSV': csvReader,
  'log as JSON': jsonReader,
} as const;

/** Lines by which a file is recognised. */
const HEAD_LINES_MAX = 1000;
const STATEMENT_FILE_CHARACTERS_MAX = 64 * 1024 ** 2;

async function readFile(
  { name, bytes }: WorkloadFile,
  collector: StatementCollector,
  span: TimeSpan,
): Promise<{ readonly kind: Kind; readonly broken: number }> {
  const calls = new LoggedCalls((call) => collector.add(call));
  let broken = 0;
  const sink: LogSink = {
    record: (record) => {
      span.see(record.time);
      calls.see(record);
    },
    broken: () => void (broken += 1),
  };
  let head: string[] = [];
  let reader: (LogReader & { readonly kind: Kind }) | undefined;
  const begin = (): LogReader & { readonly kind: Kind } => {
    const kind = kindOf(head);
    const begun = kind === 'statements' ? statementReader(name, collector) : logKinds[kind](sink);
    for (const line of head) begun.line(line);
    head = [];
    return { ...begun, kind };
  };
  for await (const lines of lineBatches(bytes)) {
    if (reader === undefined) {
      head.push(...lines);
      if (head.length >= HEAD_LINES_MAX) reader = begin();
    } else for (const line of lines) reader.line(line);
  }
  reader ??= begin();
  reader.end();
  calls.end();
  return { kind: reader.kind, broken };
}

/** Logs that were cut at the front begin in the middle of a message. */
function kindOf(head: readonly string[]): Kind {
  if (head.some((line) => line.startsWith('{') && jsonRecord(line) !== undefined)) {
    return 'log as JSON';
  }
  if (head.some((line) => csvStart.test(line))) return 'log as CSV';
  return head.some((line) => stderrHeader.test(line)) ? 'log on standard error' : 'statements';
}

/** Statements are split where they end, so a file of them is read as a whole. */
function statementReader(name: string, collector: StatementCollector): LogReader {
  const lines: string[] = [];
  let characters = 0;
  return {
    line: (text) => {
      characters += text.length + 1;
      if (characters > STATEMENT_FILE_CHARACTERS_MAX) throw tooLarge(name);
      lines.push(text);
    },
    end: () => {
      for (const call of readStatementFile(lines.join('\n'), name)) collector.add(call);
    },
  };
}

const timesNotes = {
  estimated: "Times are not measured: the planner's costs stand in for them.",
  'partly measured':
    "Some times are not measured: the planner's costs stand in for them, at the rate of the others.",
} as const;

/** Logs without quick calls mostly have them left out on purpose. */
const LEAST_MS_NOTED = 1;

function notesOn(
  { unreadCalls, droppedCalls, leastMs }: StatementCollector,
  collected: CollectedStatements,
  database: string,
): readonly string[] {
  const { otherDatabases, areOthersUsed } = collected;
  const others = otherDatabases.join(', ');
  const times = timesOf(collected);
  return [
    ...(times === 'measured' ? [] : [timesNotes[times]]),
    ...(unreadCalls === 0 ? [] : [`${counted(unreadCalls, 'call')} could not be read as SQL.`]),
    ...(droppedCalls === 0
      ? []
      : [`${counted(droppedCalls, 'call')} of rare statements were left out: there are too many.`]),
    ...(Number.isFinite(leastMs) && leastMs >= LEAST_MS_NOTED
      ? [
          `No call took less than ${ms(leastMs)} ms: the server may not log quicker ones (log_min_duration_statement), and they have no say.`,
        ]
      : []),
    ...(others === ''
      ? []
      : [
          areOthersUsed
            ? `All statements ran in ${others}, not in ${database}; they count as if they had run here.`
            : `Statements that ran in ${others} were left out.`,
        ]),
  ];
}

function tooLarge(name: string): TrivetError {
  const limit = STATEMENT_FILE_CHARACTERS_MAX / 1024 ** 2;
  return new TrivetError(
    'INPUT_TOO_LARGE',
    `${name} looks like a file of SQL statements, and has more than ${limit} MiB.`,
    {
      hint: 'Logs may have any length; of statements, give each once, with "-- calls: N" before it.',
    },
  );
}

function nothingIn(files: readonly WorkloadFile[]): TrivetError {
  const names = files.map(({ name }) => name).join(', ');
  return new TrivetError(
    'INPUT_INVALID',
    `There is no statement in ${names} that reads or changes a table.`,
    {
      hint: 'Give SQL statements, or a log of the server with log_min_duration_statement or auto_explain switched on.',
    },
  );
}
