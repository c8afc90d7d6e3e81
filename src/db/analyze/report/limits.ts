import { counted } from '../../../report/text.ts';
import type { Analysis } from '../analyze.ts';

/** What was not looked at, and how to have it looked at: a sentence each. */
export function limitsOf({ missing, skipped, advice }: Analysis): readonly string[] {
  const unplanned = advice?.unplanned.length ?? 0;
  const refused = skipped.filter(({ reason }) => !reason.startsWith('needs '));
  return [
    ...missing.map(({ lacks, cure, need }) => {
      const count = skipped.filter(({ reason }) => reason.includes(need)).length;
      return `${lacks} (${counted(count, 'check')} left out); next: ${cure}`;
    }),
    ...refused.map(({ id, reason }) => `${id}: ${reason}`),
    ...(unplanned === 0
      ? []
      : [`${counted(unplanned, 'statement')} could not be planned and had no say in the indexes`]),
  ];
}
