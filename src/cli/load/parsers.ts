import { parseDuration } from '../../base/duration.ts';
import type { Stage } from '../../load/index.ts';

// Parsers of option values: each throws an Error that completes the sentence `"x" cannot be VALUE: …`.

export function duration(text: string): number {
  const durationMs = parseDuration(text);
  if (durationMs === undefined) throw new Error('write it like 30, 30s, 1.5s, 200ms or 5m');
  if (durationMs > durationMsMax) throw new Error('a week is the longest');
  return durationMs;
}

/** A time in which something is to happen. */
export function positiveDuration(text: string): number {
  const durationMs = duration(text);
  if (durationMs === 0) throw new Error('it is no time at all');
  return durationMs;
}

export function count(text: string): number {
  const value = Number(text.replaceAll('_', ''));
  if (!Number.isSafeInteger(value) || value < 1) throw new Error('write a whole number from 1');
  return value;
}

export function whole(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error('write a whole number from 0');
  return value;
}

/** Requests per second: `500`, `500/s`, `30/m`. */
export function rate(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(?:\/(s|m|min|h))?$/.exec(text.trim());
  const perSecond = Number(match?.[1]) / (seconds.get(match?.[2] ?? 's') ?? 1);
  if (match === null || perSecond <= 0) throw new Error('write it like 500, 500/s or 30/m');
  if (perSecond > rateMax) throw new Error(`${rateMax} a second is the most`);
  return perSecond;
}

/** `5%` or `0.05`. */
export function share(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(text.trim());
  const value = Number(match?.[1]) / (match?.[2] === '%' ? 100 : 1);
  if (match === null || value >= 1) throw new Error('write it like 5% or 0.05');
  return value;
}

/** `400` or `400,422`, `2xx`. */
export function statuses(text: string): readonly number[] {
  return text.split(',').flatMap((each) => {
    const part = each.trim().toLowerCase();
    if (/^[1-5]xx$/.test(part)) {
      return Array.from({ length: 100 }, (_, last) => Number(part[0]) * 100 + last);
    }
    if (!/^[1-5]\d\d$/.test(part)) throw new Error('write statuses like 400, 400,422 or 2xx');
    return Number(part);
  });
}

/** `10s:50,1m:200,10s:0`: in ten seconds to 50 (users, or requests per second with --rate), and so on. */
export function stages(text: string): readonly Stage[] {
  let from = 0;
  return text.split(',').map((each) => {
    const [, time = '', target = ''] = /^([^:]+):\s*(\d+(?:\.\d+)?)$/.exec(each.trim()) ?? [];
    const durationMs = parseDuration(time);
    const to = Number(target);
    if (durationMs === undefined || durationMs === 0) {
      throw new Error('write stages like 10s:50,1m:200,10s:0');
    }
    if (to > rateMax) throw new Error(`${rateMax} is the most`);
    const stage = { durationMs, from, to };
    from = to;
    return stage;
  });
}

/** A pause, `500ms`, or a range, `1s-3s`. */
export function pause(text: string): readonly [low: number, high: number] {
  const [low = '', high = low] = text.split('-');
  const lowMs = parseDuration(low);
  const highMs = parseDuration(high);
  if (lowMs === undefined || highMs === undefined || highMs < lowMs) {
    throw new Error('write it like 500ms or 1s-3s');
  }
  return [lowMs, highMs];
}

/** `Name: value`. */
export function header(text: string): readonly [name: string, value: string] {
  const colon = text.indexOf(':');
  if (colon < 1) throw new Error('write it like "Name: value"');
  return [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
}

const durationMsMax = 7 * 24 * 3_600_000;
const rateMax = 1_000_000;
const seconds: ReadonlyMap<string, number> = new Map([
  ['s', 1],
  ['m', 60],
  ['min', 60],
  ['h', 3600],
]);
