import type { Concern, Hazard } from '../hazard.ts';

/** An index of many columns costs more than its last columns give. */
export const wideIndex: Hazard = {
  id: 'wide-index',
  pedantic: true,
  judge: ({ acts }) =>
    acts.flatMap((act): readonly Concern[] => {
      // A unique index needs its columns for what it says.
      if (act.kind !== 'create index' || act.unique || act.width <= WIDTH_MAX) return [];
      return [
        {
          subject: act.name ?? act.table,
          severity: 'info',
          title: `An index of ${act.width} columns on ${act.table} is large, and its last columns rarely narrow a search down`,
          fix: 'Begin with the columns that narrow the search down most, and leave out the rest.',
          evidence: { columns: act.width },
        },
      ];
    }),
};

const WIDTH_MAX = 3;
