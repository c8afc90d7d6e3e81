import { resolve } from 'node:path';
import { TrivetError } from '../base/errors.ts';
import { redact } from '../base/secrets.ts';
import { prepareWholeFile, type WholeFile, writeWholeFile } from '../emit/whole-file.ts';
import type { Terminal } from './terminal.ts';

/** A report that was asked for, under the name of its file; `-` is standard output. */
export interface WantedFile<Report> {
  readonly name: string | undefined;
  /** Loads what it needs: most runs write none. */
  readonly render: (report: Report) => Promise<string>;
}

export interface ReportFiles<Report> {
  /** True where one of them takes standard output, in place of the report for people. */
  readonly takeStdout: boolean;
  write(report: Report, terminal: Terminal): Promise<void>;
}

/** Checks that all of them can be written, before a long run. Throws `OUTPUT_UNWRITABLE`, `USAGE`. */
export function prepareReportFiles<Report>(
  files: readonly WantedFile<Report>[],
  cwd: string,
): ReportFiles<Report> {
  const wanted = files.flatMap(({ name, render }) =>
    name === undefined ? [] : [{ file: fileAt(name, cwd), render }],
  );
  if (wanted.filter(({ file }) => file.name === '-').length > 1) {
    throw new TrivetError('USAGE', 'Two reports cannot both go to standard output.', {
      hint: 'Give the name of a file for one of them.',
    });
  }
  for (const { file } of wanted) if (file.name !== '-') prepareWholeFile(file);
  return {
    takeStdout: wanted.some(({ file }) => file.name === '-'),
    write: async (report, terminal) => {
      for (const { file, render } of wanted) {
        if (file.name === '-') {
          terminal.answer(await render(report));
        } else {
          writeWholeFile(file, redact(await render(report)));
          terminal.note(`Wrote ${file.name}`);
        }
      }
    },
  };
}

export function fileAt(name: string, cwd: string): WholeFile {
  return { name, path: resolve(cwd, name) };
}
