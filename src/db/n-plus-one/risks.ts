import type { AnalyzedDatabase } from '../checks/check.ts';
import type { WorkloadStatement } from '../workload/workload.ts';
import { readRelations, type StatementRelation } from './relations.ts';
import { CALLS_PER_ROW_MAX, CALLS_PER_ROW_MIN, ROWS_PER_CALL_MIN } from './suspect.ts';

/** Two statements that totals do not tell from an N+1; they may as well have nothing to do with each other. */
export interface NPlusOneRisk extends StatementRelation {
  readonly parentStatement: WorkloadStatement;
  readonly childStatement: WorkloadStatement;
  readonly callsPerRow: number;
  readonly rowsPerCall: number;
}

/** Below, nobody would notice. */
const CHILD_CALLS_MIN = 100;
const STATEMENTS_MAX = 500;

/**
 * Relations of tables that may be loaded row by row, from the totals of one moment. There is no more in them than the ratio of
 * calls to rows and the rows per call: where either speaks against it, nothing is said. One for each pair of tables.
 */
export async function readRisks(database: AnalyzedDatabase): Promise<readonly NPlusOneRisk[]> {
  const statements = (database.workload?.statements ?? [])
    .filter(({ areRowsKnown, calls }) => areRowsKnown !== false && calls > 0)
    .toSorted((a, b) => b.calls - a.calls)
    .slice(0, STATEMENTS_MAX);
  const byId = new Map(statements.map((each) => [each.id, each]));
  const relations = await readRelations(database, statements);
  const risks = relations.flatMap((relation) => {
    const [parent, child] = [byId.get(relation.parent), byId.get(relation.child)];
    return parent === undefined || child === undefined
      ? []
      : (riskOf(relation, parent, child) ?? []);
  });
  const byTables = Map.groupBy(
    risks,
    ({ parentTable, childTable }) => `${parentTable} ${childTable}`,
  );
  return [...byTables.values()]
    .flatMap((same) => same.toSorted(byCalls).slice(0, 1))
    .toSorted(byCalls);
}

function riskOf(
  relation: StatementRelation,
  parentStatement: WorkloadStatement,
  childStatement: WorkloadStatement,
): NPlusOneRisk | undefined {
  const rowsPerCall = parentStatement.rows / parentStatement.calls;
  const callsPerRow = childStatement.calls / parentStatement.rows;
  const isPossible =
    childStatement.calls >= CHILD_CALLS_MIN &&
    rowsPerCall > ROWS_PER_CALL_MIN &&
    callsPerRow >= CALLS_PER_ROW_MIN &&
    callsPerRow <= CALLS_PER_ROW_MAX;
  return isPossible
    ? { ...relation, parentStatement, childStatement, callsPerRow, rowsPerCall }
    : undefined;
}

function byCalls(a: NPlusOneRisk, b: NPlusOneRisk): number {
  return b.childStatement.calls - a.childStatement.calls;
}
