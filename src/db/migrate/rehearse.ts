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
import { estimateWal, type Wal } from './rehearse/estimate-wal.ts';
import { measureRates, type Rates } from './rehearse/rates.ts';
import { liveSizes, type Sizes } from './rehearse/sizes.ts';
import { walOf } from './rehearse/wal.ts';
import { statementFailed } from './run/errors.ts';

/** What migrations did on a shadow with the schema of the database, and what that means with its sizes. */
export interface Rehearsal {
  /** In the order in which they run. */
  readonly statements: readonly RehearsedStatement[];
  readonly rates: Rates;
  readonly sizes: Sizes;
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
  readonly wal: Wal | undefined;
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
  const seen = await observed(database.session, runnable);
  return { statements: judged(plan, seen, sizes, rates), rates, sizes, shadow: shadow.name };
}

/** What a statement was seen to do, and how much it wrote. */
interface Seen {
  readonly step: ObservedStep;
  readonly walBytes: number;
}

async function observed(
  session: Session,
  plan: readonly Planned[],
): Promise<ReadonlyMap<MigrationStatement, Seen>> {
  const written: number[] = [];
  const steps = await observeSteps(
    session,
    plan.map(({ step }) => step),
    async (sql) => void written.push(await walOf(session, () => session.execute(sql))),
  ).catch((error: unknown) => {
    throw failed(error, plan);
  });
  const seen = new Map<MigrationStatement, Seen>();
  for (const [at, { statement }] of plan.entries()) {
    const step = steps[at];
    if (step !== undefined) seen.set(statement, { step, walBytes: written[at] ?? 0 });
  }
  return seen;
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
  seen: ReadonlyMap<MigrationStatement, Seen>,
  sizes: Sizes,
  rates: Rates,
): readonly RehearsedStatement[] {
  const times = plan.map(({ statement }) => {
    const observation = seen.get(statement)?.step.observation;
    return observation && estimateMs(statement, observation, sizes, rates);
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
    const run = seen.get(statement);
    const measures = { sizes, rates: rates.wal, onShadow: run?.walBytes ?? 0 };
    const wal = run && estimateWal(statement, run.step.observation, measures);
    return { migration, statement, observed: run?.step, estimatedMs: times[at], heldMs, wal };
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
