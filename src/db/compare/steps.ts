import type { Step } from '../step.ts';
import type { Draft } from './kind-changes.ts';

/** Puts statements into transactions: neighbours share one, unless one of them asks to be alone. */
export function toSteps(drafts: readonly Draft[], firstTransaction: number): readonly Step[] {
  const inOrder = [
    ...drafts.filter(({ late }) => late !== true),
    ...drafts.filter(({ late }) => late === true),
  ];
  const steps: Step[] = [];
  let transaction = firstTransaction - 1;
  let isOpen = false;
  let isUnchecked = false;
  for (const { sql, transactional, alone, body, loses, fills } of joined(inOrder)) {
    const single = transactional === false || alone === true;
    if (single || !isOpen) {
      transaction += 1;
      isUnchecked = false;
    }
    isOpen = !single;
    if (body === true && !isUnchecked) {
      steps.push({ sql: uncheckedBodies, transactional: true, transaction });
      isUnchecked = true;
    }
    steps.push({
      sql,
      transactional: transactional !== false,
      transaction,
      ...(loses === undefined ? {} : { loses }),
      ...(fills === undefined ? {} : { fills }),
    });
  }
  return steps;
}

/** Neighbours that begin alike become one statement: a table is then written anew once only. */
function joined(drafts: readonly Draft[]): readonly Draft[] {
  const result: Draft[] = [];
  for (const draft of drafts) {
    const last = result.at(-1);
    if (last === undefined || !areJoined(last, draft)) result.push(draft);
    else result.splice(-1, 1, { ...last, sql: `${last.sql},\n  ${clauseOf(draft)}` });
  }
  return result;
}

function areJoined({ joins: a }: Draft, { joins: b }: Draft): boolean {
  return a !== undefined && a.head === b?.head && a.verb === b.verb;
}

function clauseOf({ sql, joins }: Draft): string {
  return sql.slice((joins?.head ?? '').length).trimStart();
}

/** For the rest of the transaction: functions may come before the tables that their bodies name. */
const uncheckedBodies = 'SET LOCAL check_function_bodies = off';
