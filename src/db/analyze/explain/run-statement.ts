import { durationText } from '../../../base/duration.ts';
import type { Session } from '../../../postgres/session.ts';
import type { PlanNode } from '../../../postgres/what-if/plan.ts';

/** What a statement really did, or why it was not run. */
export type Execution =
  | { readonly plan: PlanNode; readonly executionMs: number }
  | { readonly refused: string };

/**
 * Runs a statement on the user's server, in a transaction that may not write, ends after a time and is rolled back. Whether it may
 * be run at all is `reasonNotToRun`'s to say.
 */
export async function runStatement(
  session: Session,
  sql: string,
  timeoutMs: number,
): Promise<Execution> {
  await session.execute(
    `BEGIN TRANSACTION READ ONLY; SET LOCAL statement_timeout = ${Math.max(1, Math.round(timeoutMs))}`,
  );
  try {
    const [row] = await session.query<ExplainRow>(
      `EXPLAIN (ANALYZE, BUFFERS, VERBOSE, FORMAT JSON) ${sql}`,
    );
    const explained = row?.['QUERY PLAN'][0];
    if (explained === undefined) throw new Error('EXPLAIN returned no plan');
    return { plan: explained.Plan, executionMs: explained['Execution Time'] };
  } catch (error) {
    return { refused: refusal(error, timeoutMs) };
  } finally {
    await session.execute('ROLLBACK');
  }
}

interface ExplainRow {
  readonly 'QUERY PLAN': readonly {
    readonly Plan: PlanNode;
    readonly 'Execution Time': number;
  }[];
}

/** What the server refused costs this statement its figures; a lost connection, all. */
function refusal(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error;
  // Not of five characters: the socket's, not the server's.
  if (!/^[0-9A-Z]{5}$/.test(error.code)) throw error;
  // 57014: query_canceled.
  return error.code === '57014'
    ? `it took longer than ${durationText(timeoutMs)}`
    : withoutQuoted(error.message);
}

/** Messages quote values (`invalid input syntax for type date: "…"`), which no report may hold. */
export function withoutQuoted(message: string): string {
  return message.replaceAll(/"[^"]*"/g, '"…"');
}
