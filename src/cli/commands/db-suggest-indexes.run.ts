import { TrivetError } from '../../base/errors.ts';
import { adviseIndexes } from '../../db/advise/advise.ts';
import { adviceMigration, type AdviceMigration } from '../../db/advise/migration.ts';
import { readPgStatStatements } from '../../db/workload/pg-stat-statements.ts';
import type { Workload } from '../../db/workload/workload.ts';
import { connect } from '../../postgres/connect.ts';
import type { Session } from '../../postgres/session.ts';
import { openShadow } from '../../postgres/shadow/open-shadow.ts';
import type { Shadow } from '../../postgres/shadow/shadow.ts';
import type { CliContext } from '../context.ts';
import { adviceDocument, adviceText } from '../db/advice-outputs.ts';
import { migrationFiles, writeMigration } from '../db/compare-files.ts';
import { type CompareReport, compareReport } from '../db/compare-report.ts';
import { connectionUrl } from '../db/connection.ts';
import type { DbSuggestIndexesFlags } from './db-suggest-indexes-flags.ts';

/** `trivet db suggest-indexes`: the workload, the planner's costs, a choice, and a proven migration. */
export async function runDbSuggestIndexes(
  { terminal, cwd, signal }: CliContext,
  flags: DbSuggestIndexesFlags,
): Promise<void> {
  const url = connectionUrl(flags.connection);
  await using session = await connect(url);
  terminal.progress('Reading the workload');
  const workload = await workloadOf(session);
  const user = await currentUser(session);
  terminal.progress('Starting a shadow');
  const { major } = session;
  await using shadow = await openShadow({
    major,
    user,
    ...(flags.shadow === undefined ? {} : { url: flags.shadow }),
    signal,
  });
  terminal.progress('Asking the planner');
  const limits = {
    ...(flags.budget === undefined ? {} : { budgetBytes: flags.budget }),
    ...(flags.max === undefined ? {} : { maxIndexes: flags.max }),
  };
  const advice = await adviseIndexes({ session, shadow, workload, ...limits });
  if (advice.indexes.length > 0) terminal.progress('Proving the migration');
  const report =
    advice.indexes.length === 0
      ? undefined
      : await migrationReport(await adviceMigration(advice, shadow), { url, major, user, shadow });
  const files =
    report === undefined || flags.output === undefined
      ? undefined
      : migrationFiles(report, {
          folder: flags.output,
          name: flags.name ?? 'add_indexes',
          now: new Date(),
        });
  if (files !== undefined) writeMigration(files, cwd);
  const reported = { advice, workload, database: url, report, files };
  terminal.answer(adviceText(reported, terminal.outStyle));
  terminal.document(adviceDocument(reported));
}

interface Surroundings {
  readonly url: string;
  readonly major: number;
  readonly user: string;
  readonly shadow: Shadow;
}

/** Judged like any other migration. */
function migrationReport(
  { comparison, source, target }: AdviceMigration,
  { url, major, user, shadow }: Surroundings,
): Promise<CompareReport> {
  const sizes = Promise.resolve(new Map());
  const from = { name: url, schema: source, origin: { major, user }, sizes };
  const to = {
    name: 'the same with the advised indexes',
    schema: target,
    origin: undefined,
    sizes,
  };
  return compareReport({ comparison, source: from, target: to, shadow, major });
}

async function workloadOf(session: Session): Promise<Workload> {
  const workload = await readPgStatStatements(session);
  if (workload !== undefined) return workload;
  throw new TrivetError(
    'DATABASE_UNSUPPORTED',
    'the database does not count its statements: pg_stat_statements is not there',
    {
      hint: 'Add it to shared_preload_libraries (managed servers mostly have), and run: CREATE EXTENSION pg_stat_statements;',
    },
  );
}

async function currentUser(session: Session): Promise<string> {
  const [row] = await session.query<{ user: string }>('SELECT current_user AS user');
  return row?.user ?? '';
}
