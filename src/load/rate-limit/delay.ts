import { parseDuration } from '../../base/duration.ts';

/**
 * How long from `nowEpochMs` until the time that a field tells, in whichever way: seconds from now (`60`, `0.35`), seconds
 * or milliseconds since 1970 (told apart by their size: no delay lasts 30 years), a duration (`6m0s`), a date of HTTP
 * (RFC 9110, section 5.6.7, all three forms) or of ISO 8601. Never negative; `undefined` where it is none of these.
 */
export function readDelayMs(text: string, nowEpochMs: number): number | undefined {
  const trimmed = text.trim();
  if (/^\d+(?:\.\d+)?$/.test(trimmed)) {
    const value = Number(trimmed);
    if (value >= epochMsMin) return Math.max(0, value - nowEpochMs);
    const valueMs = Math.round(value * 1000);
    return value >= epochSecondsMin ? Math.max(0, valueMs - nowEpochMs) : valueMs;
  }
  const epochMs = readDateMs(trimmed);
  return epochMs === undefined ? parseDuration(trimmed) : Math.max(0, epochMs - nowEpochMs);
}

/** A date of HTTP or ISO 8601 in milliseconds since 1970. */
export function readDateMs(text: string): number | undefined {
  // `Date.parse` reads many other texts as dates as well, `3-in-1min` among them.
  if (!/^(?:[A-Z][a-z]{2,8},? |\d{4}-\d\d-\d\dT)/.test(text)) return undefined;
  // The form of asctime names no zone; all dates of HTTP are UTC.
  const zoned = /(?:GMT|UTC|Z|[+-]\d\d:?\d\d)\b/.test(text) ? text : `${text} GMT`;
  const epochMs = Date.parse(zoned);
  return Number.isNaN(epochMs) ? undefined : epochMs;
}

/** September 2001, in seconds and in milliseconds. */
const epochSecondsMin = 1e9;
const epochMsMin = 1e12;
