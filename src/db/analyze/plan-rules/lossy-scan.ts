import { withSeparators } from '../../../report/number.ts';
import { withoutConstants } from '../explain/without-constants.ts';
import type { PlanStep } from '../explain/plan-steps.ts';
import type { PlanRemark, PlanRule, ReadPlan } from './plan-rule.ts';
import { tableOf } from './step-table.ts';

/** Of a page in a bitmap: tbm_calculate_entries() in tidbitmap.c, on 64 bits. */
const PAGE_ENTRY_BYTES = 64;
/** An index that finds so many times more rows than are kept is the wrong one. */
const FOUND_TIMES_MIN = 10;
const FOUND_ROWS_MIN = 1000;
const COST_SHARE_MIN = 0.1;

/** A bitmap that has no room for rows and remembers pages, or an index that finds many times more rows than are kept. */
export const lossyScan: PlanRule = {
  id: 'lossy-scan',
  read: (plan) =>
    plan.steps
      .filter(
        ({ node, share }) => node['Node Type'] === 'Bitmap Heap Scan' && share >= COST_SHARE_MIN,
      )
      .flatMap((step) => [...lossyPages(step, plan), ...vainRows(step, plan)]),
};

type Remarks = readonly Omit<PlanRemark, 'rule'>[];

function lossyPages(step: PlanStep, plan: ReadPlan): Remarks {
  const table = tableOf(step, plan);
  if (table === undefined) return [];
  const room = Math.floor(plan.memory.sortBytes / PAGE_ENTRY_BYTES);
  const pages = pagesTouched(foundRows(step, plan), table.pages);
  const seen = step.node['Lossy Heap Blocks'] ?? 0;
  if (pages <= room && seen === 0) return [];
  return [
    {
      step,
      title: `finds rows on about ${withSeparators(seen > 0 ? seen : pages)} pages of ${table.id}, more than work_mem has room to remember by row: whole pages are looked through again`,
      fix: 'Raise work_mem for who runs it (ALTER ROLE … SET work_mem), or let an index find fewer rows.',
    },
  ];
}

function vainRows(step: PlanStep, plan: ReadPlan): Remarks {
  const { node } = step;
  const found = foundRows(step, plan);
  const kept = node['Actual Rows'] ?? node['Plan Rows'];
  const condition = node.Filter ?? node['Recheck Cond'];
  if (condition === undefined || found < FOUND_ROWS_MIN || found < kept * FOUND_TIMES_MIN)
    return [];
  return [
    {
      step,
      title: `finds about ${withSeparators(found)} rows of ${tableOf(step, plan)?.id ?? 'a table'} by index and, after looking at them, keeps ${withSeparators(kept)}`,
      fix: `Take what is looked at afterwards into the index, as columns or as its WHERE: ${withoutConstants(condition)}.`,
    },
  ];
}

/** What the bitmap below has, before the table's rows are looked at. */
function foundRows(step: PlanStep, { steps }: ReadPlan): number {
  const bitmap = steps.find(({ parent }) => parent === step);
  return bitmap?.node['Actual Rows'] ?? bitmap?.node['Plan Rows'] ?? 0;
}

/** Mackert and Lohman, as the planner reckons: rows fall on pages by chance. */
function pagesTouched(rows: number, pages: number): number {
  return Math.min(pages, (2 * pages * rows) / Math.max(1, 2 * pages + rows));
}
