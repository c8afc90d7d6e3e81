import { bytesText } from '../../../base/bytes.ts';
import { withSeparators } from '../../../report/number.ts';
import type { Check } from '../check.ts';
import { PAGE_BYTES, readSettings } from '../settings.ts';

/** All connections together may ask for more memory than somebody said there is. */
export const memoryDemand: Check = {
  id: 'memory-demand',
  group: 'settings',
  run: async (database) => {
    const settings = await readSettings(database, [
      'work_mem',
      'max_connections',
      'effective_cache_size',
    ]);
    const memory = settings.get('effective_cache_size');
    // Left alone it says nothing about the machine.
    if (memory === undefined || memory.isDefault) return [];
    const workBytes = (settings.get('work_mem')?.number ?? 0) * 1024;
    const connections = settings.get('max_connections')?.number ?? 0;
    const cacheBytes = memory.number * PAGE_BYTES;
    const demandBytes = workBytes * connections;
    if (demandBytes < 2 * cacheBytes) return [];
    return [
      {
        subject: 'work_mem',
        severity: 'info',
        title: `${withSeparators(connections)} connections may take ${bytesText(workBytes)} each for one sort (work_mem), ${bytesText(demandBytes)} in all, on a machine that caches ${bytesText(cacheBytes)} (effective_cache_size)`,
        fix: 'Make max_connections smaller, with a pool in front, or give much work_mem only to the roles that need it.',
        evidence: {
          work_mem_bytes: workBytes,
          max_connections: connections,
          effective_cache_size_bytes: cacheBytes,
        },
      },
    ];
  },
};
