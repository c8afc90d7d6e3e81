import { percent, withSeparators } from '../../../report/number.ts';
import type { Check } from '../check.ts';
import { readPages } from '../read-pages.ts';
import { readSettings } from '../settings.ts';

/** The planner counts with a disk that turns, and what is read comes from memory. */
export const randomPageCost: Check = {
  id: 'random-page-cost',
  group: 'settings',
  run: async (database) => {
    const settings = await readSettings(database, ['random_page_cost', 'seq_page_cost']);
    const random = settings.get('random_page_cost')?.number ?? 0;
    const sequential = settings.get('seq_page_cost')?.number ?? 0;
    if (random < DISK_RATIO * sequential) return [];
    const { pages, read } = (await readPages(database)) ?? { pages: 0, read: 0 };
    const cached = pages - read;
    if (pages < PAGES_MIN || cached < pages * CACHED_SHARE) return [];
    return [
      {
        subject: 'random_page_cost',
        severity: 'info',
        title: `random_page_cost is ${random}, as for a disk that turns, but ${percent(cached / pages)} of ${withSeparators(pages)} pages came from shared_buffers: indexes look dearer to the planner than they are`,
        fix: 'Set it to 1.1, for this database first, and see which plans change.',
        evidence: {
          random_page_cost: random,
          seq_page_cost: sequential,
          pages,
          cached_pages: cached,
        },
      },
    ];
  },
};

const DISK_RATIO = 4;
/** 1.6 GB that were asked for: less is no workload. */
const PAGES_MIN = 200_000;
const CACHED_SHARE = 0.99;
