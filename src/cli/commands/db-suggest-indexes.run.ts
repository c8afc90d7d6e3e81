import { adviseIndexes } from '../../db/advise/advise.ts';
import { adviceStatements } from '../../db/advise/migration.ts';
import { readSavedAdvice } from '../../db/advise/saved-advice.ts';
import { verifyAdvice } from '../../db/advise/verify.ts';
import type { CliContext } from '../context.ts';
import { adviceReport, writeAdvice } from '../db/advice-files.ts';
import { adviceDocument, adviceText } from '../db/advice-outputs.ts';
import { connectionUrl } from '../db/connection.ts';
import { openLive } from '../db/live.ts';
import { readDbSettings } from '../db/settings.ts';
import { readSqlFiles } from '../db/sql-files.ts';
import { verifyDocument, verifyText } from '../db/verify-outputs.ts';
import { requiredWorkload } from '../db/workload.ts';
import type { DbSuggestIndexesFlags } from './db-suggest-indexes-flags.ts';

/** `trivet db suggest-indexes`: the workload, the planner's costs, a choice, and a proven migration. */
export async function runDbSuggestIndexes(
  context: CliContext,
  flags: DbSuggestIndexesFlags,
): Promise<void> {
  const { terminal, cwd } = context;
  const settings = await readDbSettings(context);
  const url = connectionUrl(flags.connection, settings.connection);
  await using live = await openLive(url, flags.shadow ?? settings.shadow, context);
  const { session, user, major } = live;
  terminal.progress('Reading the workload');
  const workload = await requiredWorkload(session, flags.workload, context);
  if (flags.verify !== undefined) {
    const [file] = await readSqlFiles([flags.verify], cwd, context.stdin);
    const saved = readSavedAdvice(file?.text ?? '', flags.verify);
    const verified = await verifyAdvice(session, saved, workload);
    terminal.answer(verifyText(verified, terminal.outStyle));
    terminal.document(verifyDocument(verified));
    return;
  }
  const shadow = await live.shadow();
  terminal.progress('Asking the planner');
  const { budget: budgetBytes, max: maxIndexes } = flags;
  const advice = await adviseIndexes({
    session,
    shadow,
    workload,
    ...(budgetBytes === undefined ? {} : { budgetBytes }),
    ...(maxIndexes === undefined ? {} : { maxIndexes }),
  });
  terminal.progress('Proving the migration');
  const statements = adviceStatements(advice);
  const { catalog } = advice;
  const report = await adviceReport({ catalog, statements, shadow, url, major, user });
  const files = writeAdvice(report, flags.output, flags.name ?? 'add_indexes', cwd);
  const reported = { advice, workload, database: url, report, files };
  terminal.answer(adviceText(reported, terminal.outStyle));
  terminal.document(adviceDocument(reported));
}
