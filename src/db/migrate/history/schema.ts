import { TrivetError } from '../../../base/errors.ts';
import type { Session, SqlError } from '../../../postgres/session.ts';

/**
 * What each version adds to the one before. Only ever append: there are databases out there that have the first ones.
 * A row of `migrations` is one application of a file; after a rollback the next application gets a new row.
 */
const versions: readonly string[] = [
  `CREATE TABLE trivet.migrations (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     name text NOT NULL,
     path text NOT NULL,
     checksum text NOT NULL,
     started timestamptz NOT NULL DEFAULT clock_timestamp(),
     finished timestamptz,
     rollback_started timestamptz,
     rolled_back timestamptz,
     baseline boolean NOT NULL DEFAULT false,
     applied_by text NOT NULL DEFAULT session_user
   );
   CREATE UNIQUE INDEX migrations_in_force ON trivet.migrations (name) WHERE rolled_back IS NULL;
   CREATE TABLE trivet.parts (
     migration bigint NOT NULL REFERENCES trivet.migrations ON DELETE CASCADE,
     direction text NOT NULL CHECK (direction IN ('up', 'down')),
     part integer NOT NULL,
     checksum text NOT NULL,
     begun timestamptz NOT NULL DEFAULT clock_timestamp(),
     done timestamptz,
     before jsonb,
     PRIMARY KEY (migration, direction, part)
   );
   COMMENT ON SCHEMA trivet IS 'Migrations that trivet has applied';
   COMMENT ON TABLE trivet.migrations IS 'One row for each application of a migration';
   COMMENT ON TABLE trivet.parts IS 'What of it is done: transactions, and statements that cannot be in one';`,
];

/** Which version of the history a database has; 0 where it has none. Throws where a newer trivet wrote it. */
export async function historyVersion(session: Session): Promise<number> {
  const version = await readVersion(session).catch((error: unknown) => {
    throw isDenied(error) ? historyDenied(error) : error;
  });
  if (version <= versions.length) return version;
  throw new TrivetError(
    'DATABASE_UNSUPPORTED',
    `the history of migrations in this database is of version ${version}, this trivet knows up to ${versions.length}`,
    { hint: 'Upgrade trivet.' },
  );
}

async function readVersion(session: Session): Promise<number> {
  const [there] = await session.query<{ there: boolean }>(
    `SELECT to_regclass('trivet.version') IS NOT NULL AS there`,
  );
  if (there?.there !== true) return 0;
  const [row] = await session.query<{ version: number }>('SELECT version FROM trivet.version');
  return row?.version ?? 0;
}

/** Makes the tables of the history, or brings them up to date. Whoever calls it holds the lock of migrations. */
export async function ensureHistory(session: Session): Promise<void> {
  const version = await historyVersion(session);
  if (version === versions.length) return;
  const begin = version === 0 ? createSql : '';
  try {
    await session.execute(
      `BEGIN; ${begin} ${versions.slice(version).join('\n')}
       UPDATE trivet.version SET version = ${versions.length}; COMMIT`,
    );
  } catch (error) {
    await session.execute('ROLLBACK');
    throw isDenied(error) ? denied(error) : error;
  }
}

// The schema may have been made by somebody with more rights.
const createSql = `
  DO $$ BEGIN IF to_regnamespace('trivet') IS NULL THEN CREATE SCHEMA trivet; END IF; END $$;
  CREATE TABLE trivet.version (version integer NOT NULL);
  INSERT INTO trivet.version VALUES (0);`;

function isDenied(error: unknown): error is SqlError {
  return error instanceof Error && 'code' in error && error.code === '42501';
}

/** The schema `trivet` is there, and belongs to somebody else. */
export function historyDenied(cause: SqlError): TrivetError {
  return new TrivetError('DATABASE_DENIED', `the history of migrations: ${cause.message}`, {
    hint: 'It belongs to whoever migrated first: run as that user, or have the rights to the schema trivet and its tables granted.',
    cause,
  });
}

function denied(cause: SqlError): TrivetError {
  return new TrivetError(
    'DATABASE_DENIED',
    `the history of migrations cannot be made in this database: ${cause.message}`,
    {
      hint: 'Have somebody with the right to do so run: CREATE SCHEMA trivet AUTHORIZATION <this user>',
      cause,
    },
  );
}
