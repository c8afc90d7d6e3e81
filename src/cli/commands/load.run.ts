import { availableParallelism } from 'node:os';
import { TrivetError } from '../../base/errors.ts';
import { writeWholeFile, prepareWholeFile } from '../../emit/whole-file.ts';
import type { Baseline, LoadIo, LoadRequest, LoadResult } from '../../load/index.ts';
import { load } from '../../load/load.ts';
import { objectionsOf } from '../../load/objections.ts';
import { findingsText } from '../../report/text.ts';
import { loadConfig } from '../config.ts';
import type { CliContext } from '../context.ts';
import type { Terminal } from '../terminal.ts';
import { comparisonOf } from '../load/compared.ts';
import { type LoadFiles, loadFiles } from '../load/files.ts';
import { liveView } from '../load/live.ts';
import { checkFileLimit, connectionsOf, environment, spending } from '../load/machine.ts';
import { prepareOutputs } from '../load/outputs.ts';
import { fileAt, type ReportFiles } from '../report-files.ts';
import { loadRequest } from '../load/request.ts';
import { withSettings } from '../load/settings.ts';
import { targetRequests } from '../load/target.ts';
import { readVersion } from '../version.ts';
import type { LoadFlags } from './load-flags.ts';

/** `trivet load`: one call of the library, and the renderings that were asked for. */
export async function runLoad(
  context: CliContext,
  flags: LoadFlags,
  operands: readonly string[],
): Promise<void> {
  if (operands.length === 1 && operands[0] === 'selfcheck') await checkMachine(context, flags);
  else await runTest(context, flags, operands);
}

/** The same server twice: what this machine's noise alone would look like. */
async function checkMachine(context: CliContext, flags: LoadFlags): Promise<void> {
  const { withReferenceServer } = await import('../load/selfcheck.ts');
  const { foundDifference, selfcheckText } = await import('../../load/report/selfcheck-text.ts');
  const { comparison } = await withReferenceServer((url) =>
    runTest(context, { ...flags, compare: '' }, [url, url]),
  );
  if (comparison === undefined) return;
  context.terminal.answer(selfcheckText(comparison));
  if (foundDifference(comparison)) context.outcome.exit = 1;
}

async function runTest(
  context: CliContext,
  given: LoadFlags,
  operands: readonly string[],
): Promise<LoadResult> {
  const { terminal, cwd, signal, stdin } = context;
  const { load: settings } = await loadConfig(cwd);
  const flags = await withSettings(given, settings, context);
  const files = loadFiles(cwd, stdin);
  const compared = comparisonOf(flags, operands);
  const version = readVersion();
  const { errStyle: style, options } = terminal;
  const targets = await targetRequests(flags, compared.operands, {
    files,
    cwd,
    signal,
    stdin,
    report: (findings) =>
      terminal.problem(findingsText(findings, { style, verbose: options.verbose })),
  });
  const request = loadRequest(flags, targets, {
    cores: availableParallelism(),
    version,
    seed: Math.floor(Math.random() * 2 ** 31),
  });
  checkFileLimit(connectionsOf(request));
  const outputs = prepareOutputs(flags, cwd, version);
  const save = flags.save === undefined ? undefined : fileAt(flags.save, cwd);
  if (save !== undefined) prepareWholeFile(save);
  const io: LoadIo = { signal, progress: liveView(terminal), ...spending };
  const baseline = await baselineOf(compared.baseline, files);
  const { result, document } = await runWith(request, io, flags, baseline);
  await print(result, outputs, terminal);
  if (save !== undefined && document !== undefined && !result.interrupted) {
    writeWholeFile(save, `${JSON.stringify(document, null, 1)}\n`);
    terminal.note(`Saved the baseline ${save.name}`);
  }
  if (flags.github === true) {
    const { loadGithub } = await import('../../load/report/github.ts');
    terminal.note(loadGithub(result));
  }
  const { exit, reasons } = objectionsOf(result, { regressionMax: flags.failOnRegression });
  for (const reason of reasons) terminal.problem(`${style('red', 'failed:')} ${reason}`);
  context.outcome.exit = exit;
  return result;
}

/** The report for people, or the document; then the files, which cannot take either away any more. */
async function print(
  result: LoadResult,
  outputs: ReportFiles<LoadResult>,
  terminal: Terminal,
): Promise<void> {
  if (terminal.options.json) {
    const { loadDocument } = await import('../../load/report/json.ts');
    terminal.document(loadDocument(result));
  } else if (!outputs.takeStdout) {
    const { loadText } = await import('../../load/report/text.ts');
    terminal.answer(loadText(result, terminal.outStyle));
  }
  await outputs.write(result, terminal);
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
  const { loadWithBaseline } = await import('../../load/baseline/run-with-baseline.ts');
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
  if (name === undefined) return undefined;
  const { readBaseline } = await import('../../load/baseline/read-baseline.ts');
  return readBaseline(await files.text(name, '--compare'), name);
}
