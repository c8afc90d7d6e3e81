import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { TrivetError } from '../../base/errors.ts';
import { readPgStatStatements } from '../../db/workload/pg-stat-statements.ts';
import { readWorkloadFiles } from '../../db/workload/workload-files.ts';
import type { Workload } from '../../db/workload/workload.ts';
import type { Session } from '../../postgres/session.ts';
import type { CliContext } from '../context.ts';
import { unreadable } from './sql-files.ts';

/**
 * What the database is asked: by the files that were named (`-`: standard input), or else by what the server counts.
 * Undefined where it counts nothing.
 */
export async function readWorkload(
  session: Session,
  files: readonly string[] | undefined,
  context: CliContext,
): Promise<Workload | undefined> {
  if (files === undefined || files.length === 0) return readPgStatStatements(session);
  const [row] = await session.query<{ name: string }>('SELECT current_database() AS name');
  const named = files.map((name) => ({
    name,
    bytes: name === '-' ? context.stdinBytes() : bytesOf(name, context),
  }));
  return readWorkloadFiles(named, row?.name ?? '');
}

/** The same. Throws `DATABASE_UNSUPPORTED` where no file was named and the server counts nothing. */
export async function requiredWorkload(
  session: Session,
  files: readonly string[] | undefined,
  context: CliContext,
): Promise<Workload> {
  const workload = await readWorkload(session, files, context);
  if (workload !== undefined) return workload;
  throw new TrivetError(
    'DATABASE_UNSUPPORTED',
    'the database does not count its statements: pg_stat_statements is not there',
    {
      hint: 'Give a log of the server or a file of its statements with --workload FILE; or add pg_stat_statements to shared_preload_libraries (managed servers mostly have it), and run: CREATE EXTENSION pg_stat_statements;',
    },
  );
}

async function* bytesOf(name: string, { cwd, signal }: CliContext): AsyncGenerator<Uint8Array> {
  try {
    await using file = await open(resolve(cwd, name));
    yield* file.createReadStream({ signal, autoClose: false }) as AsyncIterable<Uint8Array>;
  } catch (cause) {
    throw signal.aborted ? cause : unreadable(name, cause);
  }
}
