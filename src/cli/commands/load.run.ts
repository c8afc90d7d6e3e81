import { availableParallelism } from 'node:os';
import { TrivetError } from '../../base/errors.ts';
import { load, loadDocument, loadText, objectionsOf } from '../../load/index.ts';
import { readVersion } from '../app.ts';
import type { CliContext } from '../context.ts';
import { loadFiles } from '../load/files.ts';
import { liveView } from '../load/live.ts';
import { loadRequest } from '../load/request.ts';
import type { LoadFlags } from './load-flags.ts';

/** `trivet load`: one call of the library, one rendering of its result. */
export async function runLoad(
  context: CliContext,
  flags: LoadFlags,
  targets: readonly string[],
): Promise<void> {
  const { terminal, cwd, signal, stdin } = context;
  if (targets.length === 0) {
    throw new TrivetError('USAGE', 'No target was named.', {
      hint: 'Name one: "trivet load http://127.0.0.1:3000/users".',
    });
  }
  const files = loadFiles(cwd, stdin);
  const machine = { cores: availableParallelism(), version: await readVersion() };
  const request = await loadRequest(flags, targets, files, machine);
  const result = await load(request, {
    signal,
    progress: liveView(terminal),
    cpuUs: () => {
      const { user, system } = process.cpuUsage();
      return user + system;
    },
    memoryBytesMax: () => process.resourceUsage().maxRSS * 1024,
  });
  terminal.answer(loadText(result, terminal.outStyle));
  terminal.document(loadDocument(result));
  const { exit, reasons } = objectionsOf(result, { regressionMax: flags.failOnRegression });
  for (const reason of reasons)
    terminal.problem(`${terminal.errStyle('red', 'failed:')} ${reason}`);
  context.outcome.exit = exit;
}
