import type { Session } from '../session.ts';
import type { PlanNode } from './plan.ts';

/** The plan of a statement, which is not run. Throws `SqlError`. */
export async function explain(session: Session, sql: string): Promise<PlanNode> {
  const [row] = await session.query<{ 'QUERY PLAN': readonly { Plan: PlanNode }[] }>(
    `EXPLAIN (FORMAT JSON, VERBOSE) ${sql}`,
  );
  const plan = row?.['QUERY PLAN'][0]?.Plan;
  if (plan === undefined) throw new Error('EXPLAIN returned no plan');
  return plan;
}
