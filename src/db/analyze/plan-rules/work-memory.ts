import { withSeparators } from '../../../report/number.ts';
import { memoryText } from '../explain/plan-memory.ts';
import type { PlanStep } from '../explain/plan-steps.ts';
import type { PlanRule, ReadPlan } from './plan-rule.ts';

/** What a row takes in memory beyond its columns: its header and its place in the sort or in the hash table. */
const ROW_OVERHEAD_BYTES = 40;
/** The planner's rows are a guess. */
const DOUBT = 1.2;

/** A sort or a hash table that memory has no room for, so that it goes to temporary files. */
export const workMemory: PlanRule = {
  id: 'work-memory',
  read: (plan) =>
    plan.steps.flatMap((step) => {
      const keep = keptBy(step, plan);
      if (keep === undefined) return [];
      const { node } = step;
      const { verb, rows, limitBytes, setting } = keep;
      const bytes = rows * (node['Plan Width'] + ROW_OVERHEAD_BYTES);
      const spilled = spilledKb(step);
      if (bytes <= limitBytes * DOUBT && spilled === 0) return [];
      const seen =
        spilled > 0 ? `, and wrote ${memoryText(spilled * 1024)} to temporary files` : '';
      return [
        {
          step,
          title: `${verb} about ${withSeparators(rows)} rows (${memoryText(bytes)}), and ${setting} allows ${memoryText(limitBytes)}${seen}`,
          fix: 'Give it less: fewer columns, a condition or a LIMIT, an index in this order; or more room for who runs it: ALTER ROLE … SET work_mem.',
        },
      ];
    }),
};

interface Kept {
  readonly verb: string;
  readonly rows: number;
  readonly limitBytes: number;
  readonly setting: string;
}

function keptBy(step: PlanStep, { memory }: ReadPlan): Kept | undefined {
  const { node } = step;
  const rows = node['Plan Rows'];
  if (node['Node Type'] === 'Sort') {
    const kept = Math.min(rows, limitAbove(step) * 2);
    return { verb: 'sorts', rows: kept, limitBytes: memory.sortBytes, setting: 'work_mem' };
  }
  const hashed = { rows, limitBytes: memory.hashBytes, setting: 'work_mem × hash_mem_multiplier' };
  if (node['Node Type'] === 'Hash') return { ...hashed, verb: 'hashes' };
  const isHashed = node['Node Type'] === 'Aggregate' && node.Strategy === 'Hashed';
  return isHashed ? { ...hashed, verb: 'groups into' } : undefined;
}

/** Below LIMIT, a sort keeps no more than twice the rows that are wanted. */
function limitAbove({ parent }: PlanStep): number {
  if (parent?.node['Node Type'] === 'Limit') return parent.node['Plan Rows'];
  const isPassed = parent?.node['Node Type'] === 'Gather Merge';
  return isPassed ? limitAbove(parent) : Infinity;
}

/** Of a plan that was run. */
function spilledKb({ node }: PlanStep): number {
  if (node['Sort Space Type'] === 'Disk') return node['Sort Space Used'] ?? 0;
  return node['Disk Usage'] ?? 0;
}
