/** `10MB`, `512KiB`, `1.5GB` or a bare number of bytes. `undefined` where the text is no size. */
export function parseBytes(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([kmgt]?i?b?)$/i.exec(text.trim());
  const factor = match && factors.get((match[2] ?? '').toLowerCase());
  return match && factor !== undefined && factor !== null
    ? Math.round(Number(match[1]) * factor)
    : undefined;
}

/** `13 B`, `1.2 kB`, `10.4 MB`: three significant digits, decimal units. */
export function bytesText(sizeBytes: number): string {
  let value = sizeBytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${value.toFixed(digits)} ${units[unit]}`;
}

const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

const factors: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['b', 1],
  ...['k', 'm', 'g', 't'].flatMap((letter, index): [string, number][] => [
    [letter, 1000 ** (index + 1)],
    [`${letter}b`, 1000 ** (index + 1)],
    [`${letter}i`, 1024 ** (index + 1)],
    [`${letter}ib`, 1024 ** (index + 1)],
  ]),
]);
