import { resolve } from 'node:path';
import { prepareWholeFile, type WholeFile, writeWholeFile } from '../../emit/whole-file.ts';
import {
  loadCsv,
  loadHtml,
  loadJunit,
  loadOtlp,
  loadPrometheus,
  type LoadResult,
} from '../../load/index.ts';
import type { LoadFlags } from '../commands/load-flags.ts';
import type { Terminal } from '../terminal.ts';

/** The reports that were asked for as files. `-` is standard output, in place of the report for people. */
export interface Outputs {
  /** True where one of them takes standard output. */
  readonly takeStdout: boolean;
  write(result: LoadResult, terminal: Terminal): void;
}

type Renderer = (result: LoadResult) => string;

/** Checks that all of them can be written, before a long run. Throws `OUTPUT_UNWRITABLE`. */
export function prepareOutputs(flags: LoadFlags, cwd: string, version: string): Outputs {
  const renderers: readonly (readonly [name: string | undefined, render: Renderer])[] = [
    [flags.html, (result) => loadHtml(result, { version })],
    [flags.csv, loadCsv],
    [flags.junit, loadJunit],
    [flags.prometheus, loadPrometheus],
    [flags.otlp, (result) => `${JSON.stringify(loadOtlp(result, { version }), null, 1)}\n`],
  ];
  const wanted = renderers.flatMap(([name, render]) =>
    name === undefined ? [] : [{ file: fileAt(name, cwd), render }],
  );
  for (const { file } of wanted) if (file.name !== '-') prepareWholeFile(file);
  return {
    takeStdout: wanted.some(({ file }) => file.name === '-'),
    write(result, terminal) {
      for (const { file, render } of wanted) {
        if (file.name === '-') {
          terminal.answer(render(result));
        } else {
          writeWholeFile(file, render(result));
          terminal.note(`Wrote ${file.name}`);
        }
      }
    },
  };
}

export function fileAt(name: string, cwd: string): WholeFile {
  return { name, path: resolve(cwd, name) };
}
