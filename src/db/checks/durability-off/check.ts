import type { Check } from '../check.ts';
import { readSettings } from '../settings.ts';

/** Settings with which a crash of the machine can cost the whole database. */
export const durabilityOff: Check = {
  id: 'durability-off',
  group: 'settings',
  run: async (database) => {
    const settings = await readSettings(database, ['fsync', 'full_page_writes']);
    return [...settings]
      .filter(([, { value }]) => value === 'off')
      .map(([name]) => ({
        subject: name,
        severity: name === 'fsync' ? 'error' : 'warning',
        title: `${name} is off: ${effects[name]}`,
        fix: `Set ${name} to on and reload; for speed at the risk of the last moments only, there is synchronous_commit.`,
        evidence: { setting: name, value: 'off' },
      }));
  },
};

const effects = {
  fsync:
    'what is written is not on disk before it is said to be, so a crash of the machine can destroy the database',
  full_page_writes:
    'a page that is half written when the machine stops cannot be mended, unless the file system never writes half a page',
} as const;
