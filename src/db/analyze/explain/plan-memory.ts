import { ms } from '../../../report/number.ts';

/** How much a node of a plan may keep in memory before it goes to temporary files. */
export interface PlanMemory {
  /** Of a sort, or of the bitmap of a bitmap scan. */
  readonly sortBytes: number;
  /** Of a hash table. */
  readonly hashBytes: number;
}

/** By the settings of a server, as SQL text: `'4MB'`. What is not known is as PostgreSQL comes. */
export function planMemory(settings: Readonly<Record<string, string>>): PlanMemory {
  const sortBytes = settingBytes(settings['work_mem']) ?? WORK_MEM_BYTES;
  const factor = Number(settings['hash_mem_multiplier']?.replaceAll("'", '')) || 1;
  return { sortBytes, hashBytes: sortBytes * factor };
}

const WORK_MEM_BYTES = 4 * 1024 ** 2;
const units: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1024,
  MB: 1024 ** 2,
  GB: 1024 ** 3,
  TB: 1024 ** 4,
};

function settingBytes(text = ''): number | undefined {
  const [, number, unit = ''] = /^'?(\d+)([A-Za-z]+)'?$/.exec(text) ?? [];
  const factor = units[unit];
  return factor === undefined ? undefined : Number(number) * factor;
}

/** As settings are written: `4MB` is 4 × 1024 × 1024 bytes. */
export function memoryText(bytes: number): string {
  const isLarge = bytes >= 1024 ** 2;
  return `${ms(bytes / (isLarge ? 1024 ** 2 : 1024))}${isLarge ? 'MB' : 'kB'}`;
}
