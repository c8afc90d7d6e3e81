import { availableParallelism } from 'node:os';
import { TrivetError } from '../../base/errors.ts';
import { writeWholeFile, prepareWholeFile } from '../../emit/whole-file.ts';
import {
  type Baseline,
  load,
  loadDocument,
  loadGithub,
  type LoadIo,
  type LoadRequest,
  type LoadResult,
  loadText,
  loadWithBaseline,
  objectionsOf,
  readBaseline,
} from '../../load/index.ts';
import { findingsText } from '../../report/text.ts';
import { readVersion } from '../app.ts';
import type { CliContext } from '../context.ts';
import { comparisonOf } from '../load/compared.ts';
import { type LoadFiles, loadFiles } from '../load/files.ts';
import { liveView } from '../load/live.ts';
import { checkFileLimit, environment, spending } from '../load/machine.ts';
import { fileAt, prepareOutputs } from '../load/outputs.ts';
import { loadRequest } from '../load/request.ts';
import { withReferenceServer } from '../load/selfcheck.ts';
import { targetRequests } from '../load/target.ts';
import type { LoadFlags } from './load-flags.ts';

/** `trivet load`: one call of the library, and the renderings that were asked for. */
export async function runLoad(
  context: CliContext,
  flags: LoadFlags,
  operands: readonly string[],
): Promise<void> {
  if (operands.length === 1 && operands[0] === 'selfcheck') {
    return withReferenceServer((url) => runTest(context, { ...flags, compare: '' }, [url, url]));
  }
  await runTest(context, flags, operands);
}

async function runTest(
  context: CliContext,
  flags: LoadFlags,
  operands: readonly string[],
): Promise<void> {
  const { terminal, cwd, signal, stdin } = context;
  const files = loadFiles(cwd, stdin);
  const compared = comparisonOf(flags, operands);
  const version = await readVersion();
  const { errStyle: style, options } = terminal;
  const targets = await targetRequests(flags, compared.operands, {
    files,
    cwd,
    signal,
    stdin,
    report: (findings) =>
      terminal.problem(findingsText(findings, { style, verbose: options.verbose })),
  });
  const request = loadRequest(flags, targets, { cores: availableParallelism(), version });
  checkFileLimit(request.load.concurrency * request.targets.length);
  const outputs = prepareOutputs(flags, cwd, version);
  const save = flags.save === undefined ? undefined : fileAt(flags.save, cwd);
  if (save !== undefined) prepareWholeFile(save);
  const io: LoadIo = { signal, progress: liveView(terminal), ...spending };
  const baseline = await baselineOf(compared.baseline, files);
  const { result, document } = await runWith(request, io, flags, baseline);
  if (!outputs.takeStdout) terminal.answer(loadText(result, terminal.outStyle));
  terminal.document(loadDocument(result));
  outputs.write(result, terminal);
  if (save !== undefined && document !== undefined && !result.interrupted) {
    writeWholeFile(save, `${JSON.stringify(document, null, 1)}\n`);
    terminal.note(`Saved the baseline ${save.name}`);
  }
  if (flags.github === true) terminal.note(loadGithub(result));
  const { exit, reasons } = objectionsOf(result, { regressionMax: flags.failOnRegression });
  for (const reason of reasons) terminal.problem(`${style('red', 'failed:')} ${reason}`);
  context.outcome.exit = exit;
}

interface Ran {
  readonly result: LoadResult;
  readonly document?: Readonly<Record<string, unknown>>;
}

async function runWith(
  request: LoadRequest,
  io: LoadIo,
  flags: LoadFlags,
  baseline: Baseline | undefined,
): Promise<Ran> {
  if (baseline === undefined && flags.save === undefined)
    return { result: await load(request, io) };
  if (request.targets.length > 1 || request.findLimit) {
    throw new TrivetError('USAGE', '--save and baselines go with one target and an ordinary run.', {
      hint: 'Save each of the two by itself.',
    });
  }
  return loadWithBaseline(request, io, {
    baseline,
    anyway: flags.compareAnyway ?? false,
    environment: environment(),
  });
}

async function baselineOf(
  name: string | undefined,
  files: LoadFiles,
): Promise<Baseline | undefined> {
  return name === undefined ? undefined : readBaseline(await files.text(name, '--compare'), name);
}
