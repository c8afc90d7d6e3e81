import type { PlanNode } from '../../postgres/what-if/plan.ts';
import type { GenericPlan } from '../../postgres/what-if/what-if.ts';
import type { PlanConditions } from './conditions.ts';
import { type ValueRequest, valuesFor } from './parameter-values.ts';
import { filledIn, limitParameters } from './statement-text.ts';

/** A statement with values in the place of its parameters, and how much of the calls it stands for. */
export interface Instance {
  readonly sql: string;
  /** All of a statement's add up to 1. */
  readonly weight: number;
}

export interface InstanceRequest extends ValueRequest {
  readonly text: string;
  /** How many rows a call returned on average, where that was counted. */
  readonly rowsPerCall: number | undefined;
  readonly generic: GenericPlan;
}

/**
 * Values that rows really have, by the statistics: a frequent one, one in the middle, and a rare one, so that a skewed column
 * shows. What a parameter is compared with tells which column it takes values of, and how many rows the calls really
 * returned tells which of the values are likely.
 */
export async function instancesOf(request: InstanceRequest): Promise<readonly Instance[]> {
  const { text, generic, rowsPerCall } = request;
  const { parameterTypes } = generic;
  if (parameterTypes.length === 0) return [{ sql: text, weight: 1 }];
  const limits = await limitParameters(text);
  const limit = Math.max(LIMIT_MIN, Math.ceil(rowsPerCall ?? 0));
  const choices: (readonly string[])[] = [];
  for (const [index, type] of parameterTypes.entries()) {
    const role = limits.get(index + 1);
    if (role === undefined) choices.push(await valuesFor(index + 1, type, request));
    else choices.push([role === 'limit' ? String(limit) : '0']);
  }
  const fill = (set: number, unlimited: boolean): Promise<string> =>
    filledIn(text, (number) => {
      const values = choices[number - 1] ?? [];
      const known = values[Math.min(set, values.length - 1)] ?? '';
      const value = unlimited && limits.get(number) === 'limit' ? ALL_ROWS : known;
      return `'${value.replaceAll("'", "''")}'::${parameterTypes[number - 1] ?? 'text'}`;
    });
  const count = Math.min(SETS_MAX, Math.max(...choices.map((values) => values.length)));
  const texts = new Map<string, string>();
  for (let set = 0; set < count; set += 1) {
    texts.set(await fill(set, false), await fill(set, true));
  }
  const found = await weighted([...texts.keys()], request);
  if (limits.size === 0 || !isGuess(request.conditions)) return found;
  return found.map(({ sql, weight }) => ({ sql: texts.get(sql) ?? sql, weight }));
}

/**
 * How many rows match a pattern is a guess of the planner's, and mostly too many: with a limit it then hopes to find enough of
 * them early, in the order of some index. So it is planned as if all had to be found.
 */
function isGuess({ comparisons }: PlanConditions): boolean {
  return comparisons.some(({ operator }) => /^!?~~?\*?$|^@@|^@>|^%/.test(operator));
}

const ALL_ROWS = '1000000';

/** As pages of results have; more where more were returned. */
const LIMIT_MIN = 20;
const SETS_MAX = 6;
/** One that is far from what was seen still has this part of the weight of one that is not. */
const DOUBT = 0.05;

/**
 * By how near the planner's expectation comes to the rows that were returned; all alike where that is not known. Those that
 * cannot be planned are left out.
 */
async function weighted(
  texts: readonly string[],
  { whatIf, rowsPerCall }: InstanceRequest,
): Promise<readonly Instance[]> {
  const found: Instance[] = [];
  let failure: unknown;
  for (const sql of texts) {
    try {
      const plan = await whatIf.plan(sql);
      const expected = expectedRows(plan, rowsPerCall);
      const distance = Math.log((expected + 1) / ((rowsPerCall ?? expected) + 1));
      found.push({ sql, weight: DOUBT + Math.exp(-(distance ** 2)) });
    } catch (error) {
      failure = error;
    }
  }
  if (found.length === 0) throw failure;
  const sum = found.reduce((total, { weight }) => total + weight, 0);
  return found.map(({ sql, weight }) => ({ sql, weight: weight / sum }));
}

/**
 * Where calls did not all return the same number, no limit cut them short, or not always: then it is the rows below the limit
 * that have to agree.
 */
function expectedRows(plan: PlanNode, rowsPerCall: number | undefined): number {
  const isFull = rowsPerCall === undefined || (Number.isInteger(rowsPerCall) && rowsPerCall >= 5);
  const below = plan['Node Type'] === 'Limit' && !isFull ? plan.Plans?.[0] : undefined;
  return (below ?? plan)['Plan Rows'];
}
