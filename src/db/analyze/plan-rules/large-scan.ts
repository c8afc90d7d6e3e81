import { bytesText } from '../../../base/bytes.ts';
import { PAGE_BYTES } from '../../../postgres/shadow/relation-files.ts';
import { withSeparators } from '../../../report/number.ts';
import { withoutConstants } from '../explain/without-constants.ts';
import type { PlanRule } from './plan-rule.ts';
import { stepRows, tableOf } from './step-table.ts';

/** Smaller tables are read whole in a few milliseconds, and an index would not be used. */
const PAGES_MIN = 1000;
/** Of more rows than this, an index is no shorter way. */
const KEPT_SHARE_MAX = 0.05;
const COST_SHARE_MIN = 0.1;

/** A large table that is read whole to keep few rows. */
export const largeScan: PlanRule = {
  id: 'large-scan',
  read: (plan) =>
    plan.steps.flatMap((step) => {
      const { node, share } = step;
      const table = tableOf(step, plan);
      if (node['Node Type'] !== 'Seq Scan' || node.Filter === undefined) return [];
      if (table === undefined || table.pages < PAGES_MIN || share < COST_SHARE_MIN) return [];
      const kept = stepRows(step);
      if (kept > table.rows * KEPT_SHARE_MAX) return [];
      return [
        {
          step,
          title: `reads all of ${table.id} (${withSeparators(table.rows)} rows, ${bytesText(table.pages * PAGE_BYTES)}) to keep about ${withSeparators(kept)}`,
          fix: `Let an index find them by ${withoutConstants(node.Filter)}; trivet db suggest-indexes says which are worth their room.`,
        },
      ];
    }),
};
