import type { Check } from '../check.ts';
import { readSettings } from '../settings.ts';

/** A slow statement leaves no trace of when it ran, and with which values. */
export const slowStatementsUnlogged: Check = {
  id: 'slow-statements-unlogged',
  group: 'settings',
  pedantic: true,
  run: async (database) => {
    const settings = await readSettings(database, [
      'log_min_duration_statement',
      'log_min_duration_sample',
      'auto_explain.log_min_duration',
    ]);
    if ([...settings.values()].some(({ number }) => number >= 0)) return [];
    return [
      {
        subject: 'log_min_duration_statement',
        severity: 'info',
        title:
          'log_min_duration_statement is -1: no slow statement is logged, with its time and values',
        fix: "Set it to what is slow for your application, such as '1s', and reload.",
        evidence: { setting: 'log_min_duration_statement', value: '-1' },
      },
    ];
  },
};
