import { TrivetError } from '../../base/errors.ts';
import {
  type Explanation,
  explainStatements,
} from '../../db/analyze/explain/explain-statements.ts';
import type { Workload } from '../../db/workload/workload.ts';
import type { DbAnalyzeFlags } from '../commands/db-analyze-flags.ts';
import type { Live } from './live.ts';

const STATEMENTS_MAX = 10;
const EXECUTE_TIMEOUT_MS = 5000;

/** Nothing is run on a user's server by accident. Throws `USAGE`. */
export function checkExplainFlags(flags: DbAnalyzeFlags): void {
  if (flags.explain === true) return;
  const lost = [
    flags.execute === true ? '--execute' : undefined,
    flags.executeTimeout === undefined ? undefined : '--execute-timeout',
    flags.explainTop === undefined ? undefined : '--explain-top',
  ].find((name) => name !== undefined);
  if (lost === undefined) return;
  throw new TrivetError('USAGE', `${lost} says how to do what only --explain asks for.`, {
    hint: `Add --explain, or leave ${lost} out.`,
  });
}

/** What `--explain` and `--execute` ask for; undefined without, and where statements are not counted. */
export async function explanationFor(
  { explain, explainTop, execute, executeTimeout }: DbAnalyzeFlags,
  live: Live,
  workload: Workload | undefined,
): Promise<Explanation | undefined> {
  if (explain !== true || workload === undefined) return undefined;
  return explainStatements({
    session: live.session,
    shadow: await live.shadow(),
    workload,
    statementsMax: explainTop ?? STATEMENTS_MAX,
    ...(execute === true ? { executeTimeoutMs: executeTimeout ?? EXECUTE_TIMEOUT_MS } : {}),
  });
}
