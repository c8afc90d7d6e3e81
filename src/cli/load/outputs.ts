import { resolve } from 'node:path';
import { TrivetError } from '../../base/errors.ts';
import { redact } from '../../base/secrets.ts';
import { prepareWholeFile, type WholeFile, writeWholeFile } from '../../emit/whole-file.ts';
import type { LoadResult } from '../../load/index.ts';
import type { LoadFlags } from '../commands/load-flags.ts';
import type { Terminal } from '../terminal.ts';

/** The reports that were asked for as files. `-` is standard output, in place of the report for people. */
export interface Outputs {
  /** True where one of them takes standard output. */
  readonly takeStdout: boolean;
  write(result: LoadResult, terminal: Terminal): Promise<void>;
}

/** Loaded when a report is written: most runs write none. */
type Renderer = (result: LoadResult) => Promise<string>;

/** Checks that all of them can be written, before a long run. Throws `OUTPUT_UNWRITABLE`. */
export function prepareOutputs(flags: LoadFlags, cwd: string, version: string): Outputs {
  const renderers: readonly (readonly [name: string | undefined, render: Renderer])[] = [
    [
      flags.html,
      async (result) => (await import('../../load/report/html.ts')).loadHtml(result, { version }),
    ],
    [flags.csv, async (result) => (await import('../../load/report/csv.ts')).loadCsv(result)],
    [flags.junit, async (result) => (await import('../../load/report/junit.ts')).loadJunit(result)],
    [
      flags.prometheus,
      async (result) => (await import('../../load/report/prometheus.ts')).loadPrometheus(result),
    ],
    [
      flags.otlp,
      async (result) => {
        const { loadOtlp } = await import('../../load/report/otlp.ts');
        return `${JSON.stringify(loadOtlp(result, { version }), null, 1)}\n`;
      },
    ],
  ];
  const wanted = renderers.flatMap(([name, render]) =>
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
    async write(result, terminal) {
      for (const { file, render } of wanted) {
        if (file.name === '-') {
          terminal.answer(await render(result));
        } else {
          writeWholeFile(file, redact(await render(result)));
          terminal.note(`Wrote ${file.name}`);
        }
      }
    },
  };
}

export function fileAt(name: string, cwd: string): WholeFile {
  return { name, path: resolve(cwd, name) };
}
