import type { Session } from '../../postgres/session.ts';
import type { Step } from '../step.ts';
import { StepFailure } from './observe.ts';

/** As many statements go to the server in one message. */
const BATCH_STEPS_MAX = 500;

/**
 * Runs steps as `psql` would run the file that they are written to, and quickly: nobody looks at what each does. Throws
 * `StepFailure`; what came before the failed transaction stays.
 */
export async function runSteps(session: Session, steps: readonly Step[]): Promise<void> {
  for (let first = 0; first < steps.length;) {
    let last = first;
    while (last + 1 < steps.length && belongTogether(steps[first], steps[last + 1])) last += 1;
    await runTransaction(session, steps.slice(first, last + 1), first);
    first = last + 1;
  }
}

function belongTogether(first: Step | undefined, other: Step | undefined): boolean {
  return first?.transactional === true && first.transaction === other?.transaction;
}

async function runTransaction(
  session: Session,
  steps: readonly Step[],
  firstIndex: number,
): Promise<void> {
  const [only] = steps;
  if (only?.transactional === false) return runStep(session, only, firstIndex);
  await session.execute('BEGIN');
  try {
    for (let at = 0; at < steps.length; at += BATCH_STEPS_MAX) {
      await session.execute(sqlOf(steps.slice(at, at + BATCH_STEPS_MAX)));
    }
    await session.execute('COMMIT');
  } catch {
    await session.execute('ROLLBACK');
    await runSlowly(session, steps, firstIndex);
  }
}

/** Once more, to find out which one it was. */
async function runSlowly(
  session: Session,
  steps: readonly Step[],
  firstIndex: number,
): Promise<void> {
  await session.execute('BEGIN');
  try {
    for (const [place, step] of steps.entries()) await runStep(session, step, firstIndex + place);
    await session.execute('COMMIT');
  } catch (error) {
    await session.execute('ROLLBACK');
    throw error;
  }
}

async function runStep(session: Session, step: Step, index: number): Promise<void> {
  try {
    await session.execute(step.sql);
  } catch (error) {
    throw new StepFailure(index, step, error);
  }
}

function sqlOf(steps: readonly Step[]): string {
  return steps.map(({ sql }) => `${sql};\n`).join('');
}
