import { withSeparators } from '../../report/number.ts';
import type { Observation } from '../checks/check.ts';
import { shortText } from '../checks/statement-costs.ts';
import type { NPlusOneRisk } from './risks.ts';
import type { StatementRelation } from './relations.ts';
import type { SuspectedNPlusOne } from './watch.ts';

/** What watching found, as a check says it. */
export function suspicionObservation(suspected: SuspectedNPlusOne): Observation {
  const { childTable, parentTable, windows, correlation, calls, callsPerRow, rowsPerCall } =
    suspected;
  const figures = `${withSeparators(calls)} calls, ${withSeparators(callsPerRow, 2)} for each row, correlation ${withSeparators(correlation, 2)} over ${windows} windows`;
  return {
    subject: subjectOf(suspected),
    severity: 'warning',
    title: `${parentTable} -> ${childTable}: N+1 suspected, ${childTable} is asked once for each row of ${parentTable} (${figures})`,
    fix: fixOf(suspected),
    evidence: {
      parent_statement: shortText(suspected.parentText),
      child_statement: shortText(suspected.childText),
      calls,
      calls_per_row: callsPerRow,
      rows_per_call: rowsPerCall,
      correlation,
      windows,
    },
  };
}

/** What totals allow to say. */
export function riskObservation(risk: NPlusOneRisk): Observation {
  const { parentStatement, childStatement, callsPerRow, rowsPerCall, parentTable, childTable } =
    risk;
  return {
    subject: subjectOf(risk),
    severity: 'info',
    title: `${parentTable} -> ${childTable} relationship (no eager loading) could be an N+1: ${withSeparators(childStatement.calls)} calls, ${withSeparators(callsPerRow, 2)} for each row of ${parentTable}; totals alone cannot tell`,
    fix: `Watch the load for a while, which can tell. ${fixOf(risk)}`,
    evidence: {
      parent_statement: shortText(parentStatement.text),
      child_statement: shortText(childStatement.text),
      calls: childStatement.calls,
      calls_per_row: callsPerRow,
      rows_per_call: rowsPerCall,
    },
  };
}

function subjectOf({ parentTable, childTable }: StatementRelation): string {
  return `${parentTable} -> ${childTable}`;
}

function fixOf({ parentTable, childTable, column }: StatementRelation): string {
  return `Load ${childTable} together with ${parentTable}: join it, or ask once with ${column} = ANY($1).`;
}
