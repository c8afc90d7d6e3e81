import type { Catalog } from '../../../postgres/catalog/catalog.ts';
import { readCatalog } from '../../../postgres/catalog/read.ts';
import type { Session } from '../../../postgres/session.ts';
import type { Shadow } from '../../../postgres/shadow/shadow.ts';
import { readStatistics } from '../../../postgres/statistics/read-statistics.ts';
import { readExistingIndexes } from '../../advise/existing.ts';
import { expressionReader } from '../../advise/expression.ts';
import { openWhatIf } from '../../advise/open-what-if.ts';
import { type Means, readStatements } from '../../advise/read-statements.ts';
import { schemaSubset } from '../../advise/schema-subset.ts';
import { readsOnlyCatalogs, repairedStatement } from '../../advise/statement-text.ts';
import { readTables } from '../../advise/tables.ts';
import type { Workload, WorkloadStatement } from '../../workload/workload.ts';
import { planRemarks } from '../plan-rules/index.ts';
import type { PlanRemark, ReadPlan } from '../plan-rules/plan-rule.ts';
import { reasonNotToRun } from './may-run.ts';
import { planMemory } from './plan-memory.ts';
import { planSteps, type PlanStep } from './plan-steps.ts';
import { runStatement, withoutQuoted } from './run-statement.ts';

export interface ExplainRequest {
  readonly session: Session;
  readonly shadow: Shadow;
  readonly workload: Workload;
  /** How many of the statements, from the one that takes the most time on. */
  readonly statementsMax: number;
  /** Also run those that only read, each for no longer than this. Without it, nothing is ever run. */
  readonly executeTimeoutMs?: number;
}

/** A statement with its plan, and what stands out in it. */
export interface ExplainedStatement {
  readonly statement: WorkloadStatement;
  /** As it was run, where it was; else as it was planned. */
  readonly steps: readonly PlanStep[];
  /** The most expensive first. */
  readonly remarks: readonly PlanRemark[];
  /** Undefined where nobody asked to run it. */
  readonly execution: { readonly ms: number } | { readonly refused: string } | undefined;
}

export interface Explanation {
  /** Where plans that were not run come from. */
  readonly origin: string;
  readonly statements: readonly ExplainedStatement[];
  readonly unplanned: readonly { readonly statement: WorkloadStatement; readonly reason: string }[];
}

/**
 * The plans of the statements that take the most time, for values that they are likely to have had, planned on a shadow that looks
 * like the user's database. With `executeTimeoutMs`, those that only read are also run on the user's server.
 */
export async function explainStatements(request: ExplainRequest): Promise<Explanation> {
  const { session, shadow, workload, statementsMax } = request;
  const chosen = await mostExpensive(workload, statementsMax);
  const schema = await schemaSubset(
    await readCatalog(session),
    chosen.map(({ text }) => text),
  );
  const statistics = await readStatistics(session, tablesOf(schema));
  await using whatIf = await openWhatIf({ session, catalog: schema, statistics, shadow });
  const tables = await readTables(whatIf, statistics);
  const reader = await expressionReader();
  const means: Means = { whatIf, statistics, tables, reader };
  const indexes = await readExistingIndexes(whatIf);
  const memory = planMemory(statistics.settings);
  const statements: ExplainedStatement[] = [];
  const unplanned: Explanation['unplanned'][number][] = [];
  for (const statement of chosen) {
    const read = await readStatements([statement], means);
    for (const each of read.unplanned) {
      unplanned.push({ ...each, reason: withoutQuoted(each.reason) });
    }
    const instances = read.planned[0]?.instances ?? [];
    const [likely] = instances.toSorted((a, b) => b.weight - a.weight);
    if (likely === undefined) continue;
    const found = await planOf(likely.sql, means, request);
    const steps = planSteps(found.plan);
    const plan: ReadPlan = { statement, steps, tables, indexes, memory, reader };
    statements.push({ statement, steps, remarks: planRemarks(plan), execution: found.execution });
  }
  return { origin: whatIf.origin, statements, unplanned };
}

async function planOf(
  sql: string,
  { whatIf }: Means,
  { session, executeTimeoutMs }: ExplainRequest,
): Promise<Pick<ExplainedStatement, 'execution'> & { readonly plan: PlanStep['node'] }> {
  const plan = await whatIf.plan(sql);
  if (executeTimeoutMs === undefined) return { plan, execution: undefined };
  const reason = await reasonNotToRun(session, sql, plan);
  if (reason !== undefined) return { plan, execution: { refused: reason } };
  const execution = await runStatement(session, sql, executeTimeoutMs);
  if ('refused' in execution) return { plan, execution };
  return { plan: execution.plan, execution: { ms: execution.executionMs } };
}

/** Where nobody measured times, what is called most. */
function byCost(a: WorkloadStatement, b: WorkloadStatement): number {
  return b.totalMs - a.totalMs || b.calls - a.calls;
}

/** Statements about tables of the user. Those that cannot be read are kept: why not is said. */
async function mostExpensive(
  { statements }: Workload,
  statementsMax: number,
): Promise<readonly WorkloadStatement[]> {
  const found: WorkloadStatement[] = [];
  for (const statement of statements.toSorted(byCost)) {
    if (found.length === statementsMax) break;
    if (!(await isOfServer(statement.text))) found.push(statement);
  }
  return found;
}

async function isOfServer(text: string): Promise<boolean> {
  try {
    return await readsOnlyCatalogs(await repairedStatement(text));
  } catch {
    return false;
  }
}

function tablesOf({ objects }: Catalog): readonly string[] {
  return [...objects.values()].flatMap(({ kind, id }) =>
    kind === 'table' || kind === 'materialized view' ? [id.slice(kind.length + 1)] : [],
  );
}
