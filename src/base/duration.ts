/**
 * `30`, `30s`, `1.5s`, `200ms`, `5m`, `1h` or `1m30s` in milliseconds; a bare number is seconds. `undefined` where the
 * text is no duration.
 */
export function parseDuration(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^\d+(?:\.\d+)?$/.test(trimmed)) return Number(trimmed) * 1000;
  if (!/^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/.test(trimmed)) return undefined;
  let totalMs = 0;
  for (const [, number, unit = ''] of trimmed.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)) {
    totalMs += Number(number) * (unitMs.get(unit) ?? 0);
  }
  return totalMs;
}

/** `30s`, `1m30s`, `250ms`, `1.5s`: what `parseDuration` reads. */
export function durationText(durationMs: number): string {
  if (durationMs < 1000) return `${rounded(durationMs)}ms`;
  const hours = Math.floor(durationMs / 3_600_000);
  const minutes = Math.floor((durationMs % 3_600_000) / 60_000);
  const seconds = (durationMs % 60_000) / 1000;
  const parts = [
    hours > 0 ? `${hours}h` : '',
    minutes > 0 ? `${minutes}m` : '',
    seconds > 0 ? `${rounded(seconds)}s` : '',
  ];
  return parts.join('') || '0s';
}

const unitMs: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
]);

function rounded(value: number): string {
  return String(Number(value.toFixed(2)));
}
