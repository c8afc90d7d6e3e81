import type { Session, SqlError } from '../../postgres/session.ts';
import type { Step } from '../step.ts';

/** A step that the server refused. */
export class StepFailed extends Error {
  readonly step: Step;
  readonly reason: SqlError;

  constructor(step: Step, reason: SqlError) {
    super(`${reason.message}: ${step.sql}`);
    this.step = step;
    this.reason = reason;
  }
}

/** Runs steps as `psql` would run the file that they are written to: in their transactions. Throws `StepFailed`. */
export async function runSteps(session: Session, steps: readonly Step[]): Promise<void> {
  let open: number | undefined;
  for (const step of steps) {
    if (open !== undefined && open !== step.transaction) {
      await attempt(session, step, 'COMMIT');
      open = undefined;
    }
    if (step.transactional && open === undefined) {
      await session.execute('BEGIN');
      open = step.transaction;
    }
    await attempt(session, step, step.sql);
  }
  const last = steps.at(-1);
  if (open !== undefined && last !== undefined) await attempt(session, last, 'COMMIT');
}

async function attempt(session: Session, step: Step, sql: string): Promise<void> {
  try {
    await session.execute(sql);
  } catch (error) {
    await session.execute('ROLLBACK');
    throw new StepFailed(step, error as SqlError);
  }
}
