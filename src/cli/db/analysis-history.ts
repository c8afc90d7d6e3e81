import { existsSync, readFileSync } from 'node:fs';
import type { HistoryLine } from '../../db/analyze/history/history-line.ts';
import { historyRun, type HistoryRun } from '../../db/analyze/history/history-run.ts';
import { historyText } from '../../db/analyze/history/history-text.ts';
import { readHistory } from '../../db/analyze/history/read-history.ts';
import { slowerThanBefore, type SlowerStatement } from '../../db/analyze/history/slower.ts';
import { prepareWholeFile, writeWholeFile } from '../../emit/whole-file.ts';
import type { CliContext } from '../context.ts';
import { fileAt } from '../report-files.ts';

/** What `--history` asks for: how this run stands to those before, and to be there for those that follow. */
export interface HistoryFile {
  /** Adds the run to the file, and says what got slower. */
  add(run: HistoryRun): Promise<readonly SlowerStatement[]>;
}

/** Undefined without `--history`. Throws `INPUT_INVALID`, `OUTPUT_UNWRITABLE`, before anything takes time. */
export function prepareHistory(
  name: string | undefined,
  { cwd, terminal }: CliContext,
): HistoryFile | undefined {
  if (name === undefined) return undefined;
  const file = fileAt(name, cwd);
  prepareWholeFile(file);
  const read = (): readonly HistoryLine[] =>
    existsSync(file.path) ? readHistory(readFileSync(file.path, 'utf8'), name) : [];
  read();
  return {
    add: async (run) => {
      // Once more: another run may have ended meanwhile.
      const history = read();
      const lines = await historyRun(run, history);
      writeWholeFile(file, historyText([...history, ...lines]));
      terminal.note(`Added this run to ${name}`);
      return slowerThanBefore(lines, history);
    },
  };
}

/** Host and name of a database, without credentials. */
export function databaseName(url: string): string {
  if (!URL.canParse(url)) return url.replace(/^.*@/, '');
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
