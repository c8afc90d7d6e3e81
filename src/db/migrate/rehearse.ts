import { TrivetError } from '../../base/errors.ts';
import { readCatalog } from '../../postgres/catalog/read.ts';
import type { Session } from '../../postgres/session.ts';
import type { Shadow } from '../../postgres/shadow/shadow.ts';
import { buildSchema } from '../compare/build.ts';
import { rolesOf } from '../compare/roles.ts';
import { observeSteps, StepFailure } from '../prove/observe.ts';
import type { ObservedStep, Step } from '../step.ts';
import type { Migration, MigrationStatement } from './migration.ts';
import { estimateMs } from './rehearse/estimate.ts';
import { measureRates, type Rates } from './rehearse/rates.ts';
import { liveSizes, type Size } from './rehearse/sizes.ts';
import { statementFailed } from './run/errors.ts';

/** What migrations did on a shadow with the schema of the database, and what that means with its sizes. */
export interface Rehearsal {
  /** In the order in which they run. */
  readonly statements: readonly RehearsedStatement[];
  readonly rates: Rates;
  readonly sizes: ReadonlyMap<string, Size>;
  /** What it ran on, for people. */
  readonly shadow: string;
}

export interface RehearsedStatement {
  readonly migration: Migration;
  readonly statement: MigrationStatement;
  /** `undefined`: about the whole server, and not run. */
  readonly observed: ObservedStep | undefined;
  readonly estimatedMs: number | undefined;
  /** How long its locks are held: to the end of its transaction. */
  readonly heldMs: number | undefined;
}

/**
 * Runs migrations on a shadow that has the schema of a database and no rows. Throws `SQL_FAILED` where one fails there, and
 * `SHADOW_UNAVAILABLE` where the shadow cannot have that schema.
 */
export async function rehearse(
  migrations: readonly Migration[],
  session: Session,
  shadow: Shadow,
): Promise<Rehearsal> {
  const sizes = await liveSizes(session);
  const catalog = await readCatalog(session);
  const rates = await measureRates(shadow);
  await using database = await shadow.createDatabase();
  await shadow.ensureRoles(rolesOf(catalog));
  await buildSchema(database.session, catalog).catch((error: unknown) => {
    throw unbuildable(error, shadow.name);
  });
  const plan = planOf(migrations);
  const runnable = plan.filter(({ statement }) => isRunnable(statement));
  const observed = await observeSteps(
    database.session,
    runnable.map(({ step }) => step),
  ).catch((error: unknown) => {
    throw failed(error, runnable);
  });
  const seen = new Map(runnable.map(({ statement }, at) => [statement, observed[at]]));
  return { statements: judged(plan, seen, sizes, rates), rates, sizes, shadow: shadow.name };
}

interface Planned {
  readonly migration: Migration;
  readonly statement: MigrationStatement;
  readonly step: Step;
}

function planOf(migrations: readonly Migration[]): readonly Planned[] {
  const parts = migrations.flatMap((migration) =>
    migration.parts.map((part) => ({ migration, part })),
  );
  return parts.flatMap(({ migration, part: { transactional, statements } }, transaction) =>
    statements.map((statement) => ({
      migration,
      statement,
      step: { sql: statement.sql, transactional, transaction },
    })),
  );
}

/** What concerns a whole server does not run on one that may be somebody's. */
function isRunnable({ deed, sql }: MigrationStatement): boolean {
  const { kind } = deed;
  if (kind === 'create' || kind === 'drop' || kind === 'other') return false;
  return !/^\s*alter\s+(system|database)\b/i.test(sql);
}

function judged(
  plan: readonly Planned[],
  seen: ReadonlyMap<MigrationStatement, ObservedStep | undefined>,
  sizes: ReadonlyMap<string, Size>,
  rates: Rates,
): readonly RehearsedStatement[] {
  const times = plan.map(({ statement }) => {
    const observed = seen.get(statement);
    return observed && estimateMs(statement.sql, observed.observation, sizes, rates);
  });
  return plan.map(({ migration, statement, step }, at) => {
    const isSame = (other: Planned): boolean => other.step.transaction === step.transaction;
    const rest = plan.flatMap((other, place) =>
      place >= at && isSame(other) ? [times[place]] : [],
    );
    const heldMs = rest.reduce<number | undefined>(
      (sum, each) => (sum === undefined || each === undefined ? undefined : sum + each),
      0,
    );
    return { migration, statement, observed: seen.get(statement), estimatedMs: times[at], heldMs };
  });
}

function failed(error: unknown, plan: readonly Planned[]): unknown {
  const planned = error instanceof StepFailure ? plan[error.index] : undefined;
  if (planned === undefined || !(error instanceof StepFailure)) return error;
  const { statement, migration } = planned;
  const done = 'This was the shadow: in the database nothing was done.';
  return statementFailed(error.cause, statement, migration.path, done);
}

function unbuildable(error: unknown, name: string): unknown {
  if (!(error instanceof StepFailure)) return error;
  return new TrivetError(
    'SHADOW_UNAVAILABLE',
    `${name} cannot have the schema of this database: ${error.message}`,
    { hint: 'Name a server that can with --shadow postgres://….', cause: error },
  );
}
